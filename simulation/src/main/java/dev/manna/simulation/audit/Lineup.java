package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import dev.manna.core.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who waits for what in a sale, in the order in which they came. */
final class Lineup {
  private final Book book;
  private final Map<Integer, Waiter> waiters = new LinkedHashMap<>();

  /** An order that waits. */
  static final class Waiter {
    final Entry entry;
    final Map<String, Long> wanted;
    final long holdMillis;
    private long until;

    Waiter(Entry entry, Map<String, Long> wanted, long holdMillis, long until) {
      this.entry = entry;
      this.wanted = wanted;
      this.holdMillis = holdMillis;
      this.until = until;
    }

    private boolean shares(Waiter other) {
      return wanted.keySet().stream().anyMatch(other.wanted::containsKey);
    }
  }

  Lineup(Book book) {
    this.book = book;
  }

  int count() {
    return waiters.size();
  }

  void join(Waiter waiter) {
    waiters.put(waiter.entry.row, waiter);
  }

  @Nullable Waiter find(int row) {
    return waiters.get(row);
  }

  void leave(int row) {
    waiters.remove(row);
  }

  /** Whether somebody waits for a SKU. */
  boolean waitedFor(String sku) {
    return waiters.values().stream().anyMatch(each -> each.wanted.containsKey(sku));
  }

  /** How many units of a SKU a user waits for. */
  long units(String user, String sku) {
    return waiters.values().stream()
        .filter(each -> each.entry.user.equals(user))
        .mapToLong(each -> each.wanted.getOrDefault(sku, 0L))
        .sum();
  }

  /** Whether nobody who came before waits for any of the same. */
  boolean leads(Waiter waiter) {
    for (Waiter each : waiters.values()) {
      if (each == waiter) {
        return true;
      }
      if (each.shares(waiter)) {
        return false;
      }
    }
    return false;
  }

  /** What an order that waits takes, if it is served now. */
  List<Event.Taken> taken(Waiter waiter) {
    Goods goods = new Goods(book);
    List<Event.Taken> taken = new ArrayList<>();
    waiter.wanted.forEach((sku, units) -> taken.addAll(goods.taken(sku, units, List.of())));
    return taken;
  }

  private boolean allFree(Waiter waiter) {
    Goods goods = new Goods(book);
    return waiter.wanted.entrySet().stream()
        .allMatch(
            each ->
                goods.piles(each.getKey()).stream().mapToLong(Pile::free).sum() >= each.getValue());
  }

  /** Whether an order waits that is over. */
  boolean overdue(long now) {
    return waiters.values().stream().anyMatch(each -> over(each, now));
  }

  boolean over(Waiter waiter, long now) {
    return waiter.until <= now;
  }

  boolean servable(Waiter waiter, long now) {
    return book.status() == Status.LIVE
        && book.definition().terms().startMillis() <= now
        && now < book.definition().terms().endMillis()
        && !over(waiter, now)
        && leads(waiter)
        && allFree(waiter);
  }

  /** Whether somebody is to be served before anything else. */
  boolean someServable(long now) {
    return waiters.values().stream().anyMatch(each -> servable(each, now));
  }

  /** The campaign was steered or defined: whoever waits beyond its window waits no more. */
  void rulesChanged(long now) {
    if (!(book.definition() instanceof Sale sale)) {
      return;
    }
    boolean over = book.isClosed() || sale.terms().startMillis() > now;
    for (Waiter each : waiters.values()) {
      long end = over ? now : Math.max(now, sale.terms().endMillis());
      each.until = Math.min(each.until, end);
    }
  }

  /** How an order stands that had to wait; null for all others. */
  @Nullable Waiting waiting(Entry entry) {
    Waiting.State state = entry.waitState();
    if (state == null) {
      return null;
    }
    Waiter waiter = waiters.get(entry.row);
    long most = 0;
    for (String sku : waiter == null ? List.<String>of() : List.copyOf(waiter.wanted.keySet())) {
      long before = 0;
      for (Waiter each : waiters.values()) {
        if (each == waiter) {
          break;
        }
        before += each.wanted.containsKey(sku) ? 1 : 0;
      }
      most = Math.max(most, before);
    }
    return new Waiting(state, most);
  }
}
