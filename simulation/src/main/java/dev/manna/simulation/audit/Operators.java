package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.RedPacket;
import dev.manna.core.Refusal;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what must come of an operator's command. */
final class Operators {
  private Operators() {}

  static Forecast define(@Nullable Book book, Command.Define define, long now) {
    long expected = define.expectedVersion();
    if (book == null) {
      return expected == 0 ? new Forecast.Happens() : refused(Refusal.UNKNOWN_CAMPAIGN);
    }
    Campaign next = define.definition();
    if (book.version() == expected + 1 && book.definition().equals(next)) {
      return new Forecast.Answered(Desk.campaign(book, now));
    }
    if (book.version() != expected) {
      return refused(Refusal.VERSION_CONFLICT);
    }
    if (book.isDraft()) {
      return new Forecast.Happens();
    }
    if (book.isClosed()) {
      return refused(Refusal.ENDED);
    }
    if (define.draft()) {
      return refused(Refusal.MALFORMED);
    }
    return Edits.nature(book.definition()).equals(Edits.nature(next))
            && Edits.keepsDays(book, next)
            && !RainForesight.dropsRounds(book.definition(), next)
        ? replaced(book, next)
        : refused(Refusal.MALFORMED);
  }

  private static Forecast replaced(Book book, Campaign next) {
    Map<String, Book.Stock> stocks = new HashMap<>();
    Book.stocks(next).forEach(stock -> stocks.put(stock.item(), stock));
    Set<String> dropped = new HashSet<>();
    boolean below = false;
    for (Pile pile : book.piles()) {
      Book.Stock stock = stocks.get(pile.item);
      if (stock == null) {
        dropped.add(pile.item);
      } else if (pile.endless() != (stock.units() == -1)) {
        return refused(Refusal.MALFORMED);
      } else if (!pile.endless()) {
        below |= pile.under(stock.units() - pile.defined(), stock.beyond());
      }
    }
    if (!dropped.isEmpty()) {
      return refused(Refusal.MALFORMED);
    }
    if (below) {
      return refused(Refusal.BELOW_GIVEN);
    }
    long more =
        stocks.values().stream().mapToLong(Book.Stock::units).sum()
            - book.piles().stream().mapToLong(Pile::defined).sum();
    if (Draw.tooMany(book, more)) {
      return refused(Refusal.MALFORMED);
    }
    return next instanceof RedPacket rain
        ? RainForesight.replaced(book, rain)
        : new Forecast.Happens();
  }

  static Forecast steer(Book book, Command.Steer steer, boolean named, long now) {
    boolean open =
        book.status() == Status.LIVE || book.status() == Status.PAUSED || book.isAlarmed();
    boolean already =
        switch (steer.move()) {
          case PAUSE -> book.status() == Status.PAUSED || book.isAlarmed();
          case RESUME -> book.status() == Status.LIVE;
          case CLOSE -> book.isClosed();
          case PUBLISH -> open;
          case ALARM -> book.isAlarmed() || book.isClosed();
        };
    if (already) {
      return new Forecast.Answered(Desk.campaign(book, now));
    }
    boolean lives = steer.move() == Command.Move.CLOSE || steer.move() == Command.Move.PUBLISH;
    if (book.isDraft() && !lives) {
      return refused(Refusal.NOT_STARTED);
    }
    if (book.isClosed()) {
      return refused(Refusal.ENDED);
    }
    boolean lifts = book.isAlarmed() && steer.move() == Command.Move.RESUME;
    return (lifts || steer.move() == Command.Move.ALARM) && !named
        ? refused(Refusal.MALFORMED)
        : new Forecast.Happens();
  }

  /** What comes before all that the campaign's state can say: what nobody could change. */
  static @Nullable Forecast impossible(Book book, Change change) {
    if (book.definition() instanceof RedPacket rain) {
      return RainForesight.impossible(book, rain, change) ? refused(Refusal.MALFORMED) : null;
    }
    boolean possible =
        switch (change) {
          case Change.Stock stock -> countable(book, stock.item());
          case Change.Target target ->
              book.definition() instanceof Sale && countable(book, target.item());
          case Change.Budget budget -> false;
          case Change.InRound in -> false;
        };
    return possible ? null : refused(Refusal.MALFORMED);
  }

  private static boolean countable(Book book, String name) {
    int item = book.itemOf(name);
    return item >= 0 && !book.pile(item).endless();
  }

  /** Whether a target was counted before somebody else has changed the item. */
  static boolean outdated(Book book, Change change) {
    return change instanceof Change.Target target
        && book.pile(book.itemOf(target.item())).version() != target.version();
  }

  static Forecast adjust(Book book, Command.Adjust adjust) {
    Forecast unchangeable = Admission.unchangeable(book);
    if (unchangeable != null) {
      return unchangeable;
    }
    if (book.definition() instanceof RedPacket rain) {
      return RainForesight.adjusted(book, rain, adjust.change());
    }
    return switch (adjust.change()) {
      case Change.Stock stock -> adjust(book, stock);
      case Change.Target target -> {
        Pile pile = book.pile(book.itemOf(target.item()));
        yield pile.under(target.units() - pile.total(), pile.beyond())
            ? refused(Refusal.BELOW_GIVEN)
            : new Forecast.Happens();
      }
      case Change.Budget budget -> refused(Refusal.MALFORMED);
      case Change.InRound in -> refused(Refusal.MALFORMED);
    };
  }

  private static Forecast adjust(Book book, Change.Stock stock) {
    int item = book.itemOf(stock.item());
    if (book.pile(item).under(stock.units(), book.pile(item).beyond())) {
      return refused(Refusal.BELOW_GIVEN);
    }
    return Draw.tooMany(book, stock.units())
            || book.pile(item).total() + stock.units() > Campaign.MAX_SIZE
        ? refused(Refusal.MALFORMED)
        : new Forecast.Happens();
  }
}
