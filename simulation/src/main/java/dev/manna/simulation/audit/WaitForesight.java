package dev.manna.simulation.audit;

import static dev.manna.simulation.audit.Forecast.refused;

import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Refusal;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand;
import dev.manna.core.SaleEvent;
import dev.manna.core.Wait;
import dev.manna.core.Waiting;
import dev.manna.core.Waitlist;
import java.util.List;
import java.util.Map;

/** Says what must come of orders that may wait. */
final class WaitForesight {
  private static final int MOST_SKUS = 20;

  private WaitForesight() {}

  private static Waitlist waitlist(Book book) {
    return ((Sale) book.definition()).leeway().waitlist();
  }

  static boolean fits(Book book, Wait wait) {
    Goods goods = new Goods(book);
    return waitlist(book).entries() > 0
        && wait.waitMillis() <= waitlist(book).longestMillis()
        && wait.lines().stream().allMatch(line -> goods.sells(line.sku()))
        && goods.wanted(wait.lines()).size() <= MOST_SKUS;
  }

  /** The order that it is where it needs not wait. */
  static Command.Deduct order(Wait wait) {
    return new Command.Deduct(
        wait.campaign(), wait.user(), wait.key(), wait.lines(), wait.holdMillis());
  }

  static Forecast of(Book book, Wait wait) {
    return book.line.count() < waitlist(book).entries()
        ? new Forecast.Happens()
        : SaleForesight.of(book, order(wait));
  }

  static boolean effect(Book book, Wait wait, Event.Claimed claimed, long now) {
    if (SaleForesight.of(book, order(wait)) instanceof Forecast.Happens) {
      return SaleEffects.of(book, order(wait), claimed, now);
    }
    Map<String, Long> wanted = new Goods(book).wanted(wait.lines());
    long end = book.definition().terms().endMillis();
    return claimed instanceof Event.Waited waited
        && List.copyOf(WaitJudge.wanted(book, waited).entrySet())
            .equals(List.copyOf(wanted.entrySet()))
        && waited.holdMillis() == wait.holdMillis()
        && waited.untilMillis() == Math.min(end, now + wait.waitMillis());
  }

  static Forecast of(Books books, Book book, SaleCommand.Leave leave) {
    if (!(book.definition() instanceof Sale)) {
      return refused(Refusal.MALFORMED);
    }
    Entry entry = book.find(leave.user(), leave.key());
    if (entry == null || entry.waitState() == null) {
      return refused(Refusal.UNKNOWN_CLAIM);
    }
    return entry.waitState() == Waiting.State.IN_LINE
        ? new Forecast.Happens()
        : new Forecast.Answered(Desk.standing(books, entry));
  }

  static boolean effect(Book book, SaleCommand.Leave leave, Event event) {
    Entry entry = book.find(leave.user(), leave.key());
    return entry != null && event.equals(new SaleEvent.WaitEnded(book.number, entry.row, true));
  }
}
