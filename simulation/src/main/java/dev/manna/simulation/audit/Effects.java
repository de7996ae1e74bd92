package dev.manna.simulation.audit;

import dev.manna.core.ChangeCommand;
import dev.manna.core.Claimant;
import dev.manna.core.Command;
import dev.manna.core.Enlist;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.Event.Ending;
import dev.manna.core.LotteryCommand;
import dev.manna.core.ProofCommand;
import dev.manna.core.ProofEvent;
import dev.manna.core.Redeem;
import dev.manna.core.Reply;
import dev.manna.core.SaleCommand;
import dev.manna.core.SaleEvent;
import dev.manna.core.Wait;
import org.jspecify.annotations.Nullable;

/** Whether an event is what a command asked for, and what its caller must be answered then. */
final class Effects {
  private Effects() {}

  static boolean of(@Nullable Book book, Command command, Event event, long timeMillis) {
    if (command instanceof Command.Define define) {
      long version = book == null ? 1 : book.version() + 1;
      return event instanceof Event.Defined defined
          && defined.campaign().equals(define.campaign())
          && defined.version() == version
          && defined.definition().equals(define.definition())
          && defined.draft() == (book == null ? define.draft() : book.isDraft());
    }
    if (book == null) {
      return false;
    }
    return switch (command) {
      case Command.Steer steer -> event.equals(new Event.Steered(book.number, steer.move()));
      case ProofCommand.Reveal reveal ->
          event.equals(new ProofEvent.Revealed(book.number, ProofDesk.closing(book)));
      case Command.Settle settle -> of(book, settle, event);
      case SaleCommand sale -> SaleEffects.of(book, sale, event, timeMillis);
      case Command.Adjust adjust ->
          event instanceof Event.Adjusted adjusted
              && adjusted.campaign() == book.number
              && adjusted.change().equals(adjust.change())
              && names(adjusted.claimant(), "", adjust.key());
      case Enlist enlist ->
          event instanceof Enlisted enlisted && Rolls.effect(book, enlist, enlisted);
      case LotteryCommand lottery -> LotteryEffects.of(book, lottery, event);
      case Command.Claim claim ->
          event instanceof Event.Claimed claimed
              && claimed.campaign() == book.number
              && names(claimed.claimant(), claim.user(), claim.key())
              && of(book, claim, claimed, timeMillis);
      // What stands before it was judged by itself.
      case Redeem redeem ->
          event instanceof Event.Claimed claimed
              && claimed.campaign() == book.number
              && names(claimed.claimant(), redeem.user(), redeem.key());
      case Command.Define define -> false;
      case ChangeCommand change -> false;
    };
  }

  private static boolean of(Book book, Command.Settle settle, Event event) {
    Entry entry = book.grants().get(settle.grant().number() - 1);
    return event.equals(
        entry.lapsed()
            ? new SaleEvent.Regained(book.number, entry.row)
            : new Event.Settled(book.number, entry.row, ending(settle.settlement())));
  }

  static boolean names(@Nullable Claimant claimant, String user, @Nullable String key) {
    return claimant == null
        ? key == null
        : claimant.user().equals(user) && claimant.key().equals(key);
  }

  private static boolean of(
      Book book, Command.Claim claim, Event.Claimed claimed, long timeMillis) {
    return switch (claim) {
      case Command.Draw draw -> LotteryEffects.of(draw, claimed);
      case Command.Enter enter ->
          claimed instanceof Event.Entered entered && entered.entries() == enter.entries();
      case Command.Snatch snatch -> claimed instanceof Event.Snatched;
      case Command.Deduct deduct -> SaleEffects.of(book, deduct, claimed, timeMillis);
      case Wait wait -> WaitForesight.effect(book, wait, claimed, timeMillis);
    };
  }

  private static Ending ending(Command.Settlement settlement) {
    return switch (settlement) {
      case OPEN -> Ending.OPENED;
      case CONFIRM -> Ending.CONFIRMED;
      case CANCEL -> Ending.CANCELLED;
    };
  }

  /** What the caller must be answered now that the effect stands in the books. */
  static @Nullable Reply reply(Books books, Command command, Contents contents, Findings findings) {
    Book book = books.find(command.campaign());
    if (book == null) {
      return null;
    }
    return switch (command) {
      case Command.Define define -> Desk.campaign(book, books.timeMillis());
      case Command.Steer steer -> Desk.campaign(book, books.timeMillis());
      case ProofCommand proof -> ProofDesk.proof(book);
      case Command.Settle settle -> Desk.granted(book, settle.grant().number() - 1);
      case SaleCommand.SetCart set -> Carts.answer(books, book, set.user());
      case SaleCommand.EmptyCart empty -> Carts.answer(books, book, empty.user());
      case SaleCommand.Leave leave -> {
        Entry entry = book.find(leave.user(), leave.key());
        yield entry == null ? null : Desk.standing(books, entry);
      }
      case SaleCommand.Extend extend -> Desk.granted(book, extend.grant().number() - 1);
      case SaleCommand.Return back -> kept(book, back, contents);
      case Command.Adjust adjust -> {
        if (adjust.key() != null) {
          contents.keep(book.entries().getLast(), adjust);
        }
        yield new Reply.Adjusted(book.id, books.position());
      }
      case Enlist enlist -> new Reply.Enlisted(book.id, book.rolls.lastChanged(), books.position());
      case LotteryCommand lottery -> LotteryEffects.reply(book, lottery, contents);
      case ChangeCommand change -> null;
      case Redeem redeem -> kept(book, redeem.claim(), contents);
      case Command.Claim claim -> {
        Entry entry = book.entries().getLast();
        contents.keep(entry, claim);
        if (claim instanceof Command.Draw draw) {
          LotteryEffects.judge(book, draw, entry, findings);
        }
        yield Desk.firstReply(entry);
      }
    };
  }

  /** The reply to what stands last in a book, whose content is kept for who repeats it. */
  private static Reply kept(Book book, Command command, Contents contents) {
    contents.keep(book.entries().getLast(), command);
    return Desk.firstReply(book.entries().getLast());
  }
}
