package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand;
import dev.manna.core.Command;
import dev.manna.core.Command.Claim;
import dev.manna.core.Enlist;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand;
import dev.manna.core.ProofCommand;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.Redeem;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand;
import dev.manna.core.Wait;
import org.jspecify.annotations.Nullable;

/** Says what must come of a request as the books stand: which refusal, or that it must happen. */
final class Foresight {
  private final Books books;
  private final Contents contents;

  Foresight(Books books, Contents contents) {
    this.books = books;
    this.contents = contents;
  }

  Forecast of(Request request, long now) {
    if (request instanceof Query query) {
      return new Forecast.Answered(Desk.answer(books, query, now));
    }
    return switch ((Command) request) {
      case ChangeCommand.Authored(Command change, Author author) -> of(change, author, now);
      case ChangeCommand ending ->
          Assents.foresee(books, ending, change -> plainly(change, true, now));
      case Command command -> of(command, null, now);
    };
  }

  private Forecast of(Command command, @Nullable Author author, long now) {
    Forecast forecast = plainly(command, author != null, now);
    return forecast instanceof Forecast.Happens
        ? Assents.foresee(books, books.find(command.campaign()), command, author, now)
        : forecast;
  }

  /** What must come of a command where nobody else is asked. */
  private Forecast plainly(Command command, boolean named, long now) {
    Book book = books.find(command.campaign());
    if (command instanceof Command.Define define) {
      return Operators.define(book, define, now);
    }
    if (book == null) {
      return unknown(command);
    }
    return switch (command) {
      case Claim claim -> claim(book, claim, now);
      case Redeem redeem -> redeem(book, redeem, now);
      case Command.Settle settle -> settle(book, settle, now);
      case SaleCommand.SetCart set -> Carts.of(books, book, set);
      case SaleCommand.EmptyCart empty -> Carts.of(books, book, empty);
      case SaleCommand.Leave leave -> WaitForesight.of(books, book, leave);
      case SaleCommand.Extend extend -> HoldForesight.extend(book, extend, now);
      case SaleCommand.Return back -> {
        Forecast barred = HoldForesight.unfit(book, back.grant());
        Forecast before = barred != null ? barred : before(book, "", back.key(), back);
        yield before != null ? before : HoldForesight.giveBack(book, back, now);
      }
      case Command.Steer steer -> Operators.steer(book, steer, named, now);
      case ProofCommand proof -> ProofDesk.of(book, proof, now);
      case Command.Adjust adjust -> adjust(book, adjust);
      case Enlist enlist -> Rolls.foresee(book, enlist, books.position());
      case LotteryCommand lottery -> lottery(book, lottery, now);
      case Command.Define define -> throw new AssertionError("handled above");
      case ChangeCommand change -> throw new AssertionError("handled above");
    };
  }

  private static Forecast unknown(Command command) {
    return refused(
        command instanceof Command.Settle
                || command instanceof SaleCommand.Extend
                || command instanceof SaleCommand.Return
            ? Refusal.UNKNOWN_GRANT
            : Refusal.UNKNOWN_CAMPAIGN);
  }

  private Forecast adjust(Book book, Command.Adjust adjust) {
    Forecast impossible = Operators.impossible(book, adjust.change());
    if (impossible != null) {
      return impossible;
    }
    String key = adjust.key();
    Forecast before = key == null ? null : before(book, "", key, adjust);
    if (before instanceof Forecast.Answered(Reply reply) && !(reply instanceof Reply.Refused)) {
      return before;
    }
    if (Operators.outdated(book, adjust.change())) {
      return refused(Refusal.VERSION_CONFLICT);
    }
    return before != null ? before : Operators.adjust(book, adjust);
  }

  private Forecast claim(Book book, Claim claim, long now) {
    Forecast before = before(book, claim.user(), claim.key(), claim);
    if (!fits(book, claim)) {
      return after(before, refused(Refusal.MALFORMED));
    }
    if (before != null) {
      return before;
    }
    Forecast barred = Admission.barred(book, claim, contents.marks(), now);
    return barred != null ? barred : stocked(book, claim, now);
  }

  /** What is asked for again is answered again; other content under its key must make sense. */
  private static Forecast after(@Nullable Forecast before, Forecast next) {
    boolean again =
        before instanceof Forecast.Answered(Reply reply) && !(reply instanceof Reply.Refused);
    boolean malformed =
        next instanceof Forecast.Answered(Reply reply)
            && reply instanceof Reply.Refused said
            && said.refusal() == Refusal.MALFORMED;
    return before == null || (malformed && !again) ? next : before;
  }

  /** Whether the claim is one for this kind of campaign, and names goods that it has. */
  private static boolean fits(Book book, Claim claim) {
    for (Quota quota : book.quotas().all()) {
      if (quota.required() && !quota.ofUser() && !claim.dimensions().containsKey(quota.name())) {
        return false;
      }
    }
    return switch (claim) {
      case Command.Draw draw -> book.definition() instanceof Lottery && !Draw.isRaffle(book);
      case Command.Enter enter -> Draw.isRaffle(book);
      case Command.Snatch snatch -> book.definition() instanceof RedPacket;
      case Command.Deduct deduct ->
          book.definition() instanceof Sale && SaleForesight.fits(book, deduct);
      case Wait wait -> book.definition() instanceof Sale && WaitForesight.fits(book, wait);
    };
  }

  private Forecast redeem(Book book, Redeem redeem, long now) {
    Claim claim = redeem.claim();
    boolean kind =
        switch (claim) {
          case Command.Draw draw -> book.definition() instanceof Lottery && !Draw.isRaffle(book);
          case Command.Enter enter -> Draw.isRaffle(book);
          case Command.Snatch snatch -> book.definition() instanceof RedPacket;
          case Command.Deduct deduct -> book.definition() instanceof Sale;
          case Wait wait -> book.definition() instanceof Sale;
        };
    if (!kind) {
      return refused(Refusal.MALFORMED);
    }
    Forecast before = before(book, claim.user(), claim.key(), claim);
    Refusal refusal = books.openings.refuses(redeem.receipt(), now);
    return before != null ? before : refusal != null ? refused(refusal) : new Forecast.Happens();
  }

  private Forecast lottery(Book book, LotteryCommand command, long now) {
    if (!(book.definition() instanceof Lottery)) {
      return refused(Refusal.MALFORMED);
    }
    return switch (command) {
      case LotteryCommand.Credit credit -> {
        Forecast before = before(book, credit.user(), credit.key(), credit);
        yield after(before, Chances.foresee(book, now));
      }
      case LotteryCommand.Allocate allocate -> {
        Forecast before = before(book, "", allocate.key(), allocate);
        yield after(before, Allotments.foresee(book, allocate, now));
      }
    };
  }

  private @Nullable Forecast before(Book book, String user, String key, Command command) {
    Entry entry = book.find(user, key);
    if (entry == null) {
      return null;
    }
    return contents.same(entry, command)
        ? new Forecast.Answered(Desk.firstReply(entry))
        : refused(Refusal.KEY_REUSED);
  }

  private static Forecast stocked(Book book, Claim claim, long now) {
    return switch (claim) {
      case Command.Draw draw -> LotteryForesight.of(book, (Lottery) book.definition(), draw.user());
      case Command.Enter enter -> new Forecast.Happens();
      case Command.Snatch snatch -> RainForesight.of(book, (RedPacket) book.definition(), now);
      case Command.Deduct deduct -> SaleForesight.of(book, deduct);
      case Wait wait -> WaitForesight.of(book, wait);
    };
  }

  private static Forecast settle(Book book, Command.Settle settle, long now) {
    int row = settle.grant().number() - 1;
    boolean fits =
        switch (book.definition()) {
          case Lottery lottery -> false;
          case RedPacket rain -> RainForesight.ends(settle.settlement());
          case Sale sale -> SaleForesight.ends(settle.settlement());
        };
    if (!fits) {
      return refused(Refusal.MALFORMED);
    }
    if (row >= book.grants().size()) {
      return refused(Refusal.UNKNOWN_GRANT);
    }
    if (book.definition() instanceof Sale) {
      return HoldForesight.settle(book, row, settle.settlement(), now);
    }
    return switch (book.grants().get(row).state()) {
      case HELD -> new Forecast.Happens();
      case GIVEN -> new Forecast.Answered(Desk.granted(book, row));
      case RETURNED -> refused(Refusal.ALREADY_RETURNED);
    };
  }
}
