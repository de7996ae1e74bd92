package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Command.Claim;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Reply.Status;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      return new Forecast.Answered(Desk.answer(books, query));
    }
    Command command = (Command) request;
    Book book = books.find(command.campaign());
    if (command instanceof Command.Define define) {
      return Operators.define(book, define);
    }
    if (book == null) {
      return refused(
          command instanceof Command.Settle ? Refusal.UNKNOWN_GRANT : Refusal.UNKNOWN_CAMPAIGN);
    }
    return switch (command) {
      case Claim claim -> claim(book, claim, now);
      case Command.Settle settle -> settle(book, settle);
      case Command.Steer steer -> Operators.steer(book, steer);
      case Command.Adjust adjust -> {
        String key = adjust.key();
        Forecast before = key == null ? null : before(book, "", key, adjust);
        yield before != null ? before : Operators.adjust(book, adjust);
      }
      case Command.Define define -> throw new AssertionError("handled above");
    };
  }

  private Forecast claim(Book book, Claim claim, long now) {
    if (!fits(book, claim)) {
      return refused(Refusal.MALFORMED);
    }
    Forecast before = before(book, claim.user(), claim.key(), claim);
    if (before != null) {
      return before;
    }
    long start = book.definition().terms().startMillis();
    if (now < start) {
      return refused(Refusal.NOT_STARTED, start - now);
    }
    if (book.status() == Status.PAUSED) {
      return refused(Refusal.PAUSED);
    }
    if (book.status() == Status.CLOSED || now >= book.definition().terms().endMillis()) {
      return refused(Refusal.ENDED);
    }
    Forecast limited = limited(book, claim, now);
    return limited != null ? limited : stocked(book, claim);
  }

  /** Whether the claim is one for this kind of campaign, and names goods that it has. */
  private static boolean fits(Book book, Claim claim) {
    return switch (claim) {
      case Command.Draw draw -> book.definition() instanceof Lottery;
      case Command.Snatch snatch -> book.definition() instanceof RedPacket;
      case Command.Deduct deduct ->
          book.definition() instanceof Sale
              && deduct.lines().stream().allMatch(line -> book.itemOf(line.sku()) >= 0);
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

  private static @Nullable Forecast limited(Book book, Claim claim, long now) {
    Limits limits = book.definition().terms().limits();
    Tally tally = book.tally(claim.user());
    int uses = claim instanceof Command.Draw draw ? draw.draws() : 1;
    if (limits.perUser() > 0 && tally.uses() + uses > limits.perUser()) {
      return refused(Refusal.LIMIT_REACHED);
    }
    if (limits.perDay() > 0 && tally.usesOn(book.day(now)) + uses > limits.perDay()) {
      return refused(Refusal.LIMIT_REACHED);
    }
    long wait = tally.waitMillis(now, limits.cooldownMillis());
    return wait > 0 ? refused(Refusal.COOLING_DOWN, wait) : null;
  }

  private static Forecast stocked(Book book, Claim claim) {
    Campaign definition = book.definition();
    boolean soldOut =
        switch (definition) {
          case Lottery lottery -> Draws.exhausted(book, lottery);
          case RedPacket rain -> Packets.left(book, rain) == 0;
          case Sale sale -> false;
        };
    if (soldOut) {
      return refused(Refusal.SOLD_OUT);
    }
    return claim instanceof Command.Deduct deduct ? order(book, deduct) : new Forecast.Happens();
  }

  /** The lines with those of one SKU added up, in the order of first naming. */
  static Map<Integer, Long> wanted(Book book, List<Command.Line> lines) {
    Map<Integer, Long> wanted = new LinkedHashMap<>();
    for (Command.Line line : lines) {
      wanted.merge(book.itemOf(line.sku()), line.quantity(), Long::sum);
    }
    return wanted;
  }

  private static Forecast order(Book book, Command.Deduct deduct) {
    Map<Integer, Long> wanted = wanted(book, deduct.lines());
    List<Reply.Shortfall> missing =
        wanted.entrySet().stream()
            .filter(each -> !book.pile(each.getKey()).has(each.getValue()))
            .map(each -> shortfall(book.pile(each.getKey()), each.getValue()))
            .toList();
    if (missing.isEmpty()) {
      return new Forecast.Happens();
    }
    boolean someFree = wanted.keySet().stream().anyMatch(item -> book.pile(item).free() > 0);
    boolean someHeld = wanted.keySet().stream().anyMatch(item -> book.pile(item).held() > 0);
    Refusal refusal =
        someFree ? Refusal.INSUFFICIENT : someHeld ? Refusal.ALL_HELD : Refusal.SOLD_OUT;
    return new Forecast.Answered(new Reply.Refused(refusal, "", 0, missing));
  }

  private static Reply.Shortfall shortfall(Pile pile, long asked) {
    return new Reply.Shortfall(pile.item, asked, pile.free());
  }

  private static Forecast settle(Book book, Command.Settle settle) {
    int row = settle.grant().number() - 1;
    if (row >= book.grants().size()) {
      return refused(Refusal.UNKNOWN_GRANT);
    }
    boolean fits =
        switch (book.definition()) {
          case Lottery lottery -> false;
          case RedPacket rain -> settle.settlement() == Settlement.OPEN;
          case Sale sale -> settle.settlement() != Settlement.OPEN;
        };
    if (!fits) {
      return refused(Refusal.MALFORMED);
    }
    Grant.State state = book.grants().get(row).state();
    boolean cancels = settle.settlement() == Settlement.CANCEL;
    if (state == Grant.State.HELD) {
      return new Forecast.Happens();
    }
    if (cancels == (state == Grant.State.RETURNED)) {
      return new Forecast.Answered(Desk.granted(book, row));
    }
    return refused(cancels ? Refusal.ALREADY_GIVEN : Refusal.ALREADY_RETURNED);
  }
}
