package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Sale;
import dev.manna.core.SaleEvent;
import dev.manna.core.Waiting;
import dev.manna.core.Waitlist;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the law says of orders that wait. */
final class WaitJudge {
  private static final int MOST_SKUS = 20;
  private static final long MOST_HOLD_MILLIS = 30L * 24 * 60 * 60 * 1000;

  private final Books books;
  private final Findings findings;
  private final Scales scales;
  private final Admissions admissions;

  WaitJudge(Books books, Findings findings, Scales scales, Admissions admissions) {
    this.books = books;
    this.findings = findings;
    this.scales = scales;
    this.admissions = admissions;
  }

  /** What must come next before anything else. */
  void judgeOrder(Event event, boolean byItself, boolean redeems) {
    long now = books.timeMillis();
    boolean serves = event instanceof SaleEvent.Served;
    findings.expect(
        serves || redeems || books.all().stream().noneMatch(book -> book.line.someServable(now)),
        Promise.WAITLIST,
        event,
        " where somebody in line is to be served");
    findings.expect(
        byItself || redeems || !books.overdueWait(now),
        Promise.WAITLIST,
        "something was decided while an order waited whose time was over");
  }

  /** The units of each SKU; lists of events name its lowest item. */
  static Map<String, Long> wanted(Book book, Event.Waited waited) {
    Map<String, Long> wanted = new LinkedHashMap<>();
    waited.wanted().forEach(each -> wanted.merge(book.sku(each.item()), each.units(), Long::sum));
    return wanted;
  }

  Entry.Draft begin(Book book, Sale sale, Event.Waited waited) {
    long now = books.timeMillis();
    Waitlist waitlist = sale.leeway().waitlist();
    Goods goods = new Goods(book);
    boolean known = waited.wanted().stream().allMatch(each -> book.names(each.item()));
    findings.expect(known, Promise.KNOWN, waited, " names no items of ", book.id);
    Map<String, Long> wanted = known ? wanted(book, waited) : Map.of();
    boolean some =
        wanted.entrySet().stream()
            .anyMatch(
                each ->
                    book.line.waitedFor(each.getKey())
                        || goods.piles(each.getKey()).stream().mapToLong(Pile::free).sum()
                            < each.getValue());
    findings.expect(
        some
            && wanted.size() == waited.wanted().size()
            && wanted.size() <= MOST_SKUS
            && waited.wanted().stream().allMatch(each -> each.units() > 0 && lowest(book, each))
            && book.line.count() < waitlist.entries()
            && waited.untilMillis() > now
            && waited.untilMillis() - now <= waitlist.longestMillis()
            && waited.untilMillis() <= sale.terms().endMillis()
            && waited.holdMillis() >= 0
            && waited.holdMillis() <= MOST_HOLD_MILLIS,
        Promise.WAITLIST,
        waited,
        " where ",
        book.line.count(),
        " wait");
    return new Entry.Draft(
        waited.claimant().user(),
        waited.claimant().key(),
        waited.fingerprint(),
        1,
        new ArrayList<>(),
        0,
        Grant.State.GIVEN,
        null);
  }

  private static boolean lowest(Book book, Event.Taken wanted) {
    int first = 0;
    while (!book.sku(first).equals(book.sku(wanted.item()))) {
      first++;
    }
    return first == wanted.item();
  }

  /** The order is in the books, and stands in line. */
  static void join(Book book, Entry entry, Event.Waited waited) {
    entry.waits(waited.untilMillis());
    book.line.join(
        new Lineup.Waiter(entry, wanted(book, waited), waited.holdMillis(), waited.untilMillis()));
  }

  /** Whoever does not wait gets nothing of what others wait for. */
  void judgeOvertaking(Book book, List<Entry.Part> parts) {
    for (Entry.Part part : parts) {
      findings.expect(
          !book.line.waitedFor(book.sku(part.item())),
          Promise.WAITLIST,
          book.sku(part.item()),
          " of ",
          book.id,
          " is taken past those who wait for it");
    }
  }

  void serve(Book book, SaleEvent.Served served) {
    long now = books.timeMillis();
    admissions.judgeWindow(book);
    Lineup.Waiter waiter = book.line.find(served.claim());
    if (!findings.expect(waiter != null, Promise.WAITLIST, served, " of ", book.id, " did not wait")
        || waiter == null) {
      return;
    }
    boolean due = book.line.servable(waiter, now);
    findings.expect(due, Promise.WAITLIST, served, " of ", book.id, " was not to be served");
    List<Event.Taken> taken = due ? book.line.taken(waiter) : served.taken();
    long until = waiter.holdMillis == 0 ? 0 : now + waiter.holdMillis;
    findings.expect(
        taken.equals(served.taken()) && until == served.expiresAtMillis(),
        Promise.WAITLIST,
        served,
        " where due is ",
        taken,
        " until ",
        until);
    List<Entry.Part> parts = new ArrayList<>();
    for (Event.Taken each : served.taken()) {
      if (findings.expect(
          book.names(each.item()), Promise.KNOWN, each, " is no item of ", book.id)) {
        parts.add(new Entry.Part(each.item(), each.units(), -1));
      }
    }
    book.line.leave(served.claim());
    books.serve(waiter.entry, parts, served.expiresAtMillis());
    parts.forEach(part -> scales.weigh(book.pile(part.item())));
    scales.judgeSums(book);
  }

  void end(Book book, SaleEvent.WaitEnded ended) {
    Lineup.Waiter waiter = book.line.find(ended.claim());
    boolean lawful = waiter != null && ended.byUser() != book.line.over(waiter, books.timeMillis());
    findings.expect(lawful, Promise.WAITLIST, ended, " of ", book.id, " is not due, or waited not");
    if (waiter != null) {
      book.line.leave(ended.claim());
      waiter.entry.waited(ended.byUser() ? Waiting.State.LEFT : Waiting.State.ENDED);
    }
  }
}
