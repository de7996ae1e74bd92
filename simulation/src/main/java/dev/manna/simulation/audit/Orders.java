package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the law says of orders. */
final class Orders {
  private static final int MOST_LINES = 2_000;
  private static final long MOST_HOLD_MILLIS = 30L * 24 * 60 * 60 * 1000;

  private Orders() {}

  static Entry.Draft judge(Book book, Event.Deducted deducted, long timeMillis, Findings findings) {
    List<Entry.Part> parts = new ArrayList<>();
    Set<Integer> distinct = new HashSet<>();
    findings.expect(
        !deducted.taken().isEmpty() && deducted.taken().size() <= MOST_LINES,
        Promise.WHOLE_ORDERS,
        deducted.taken().size(),
        " items in an order");
    for (Event.Taken taken : deducted.taken()) {
      if (known(book, taken, findings)) {
        judge(book.pile(taken.item()), taken, distinct.add(taken.item()), findings);
        parts.add(new Entry.Part(taken.item(), taken.units(), -1));
      }
    }
    long expiresAt = deducted.expiresAtMillis();
    findings.expect(
        expiresAt == 0 || (expiresAt > timeMillis && expiresAt - timeMillis <= MOST_HOLD_MILLIS),
        Promise.HOLDS,
        "a hold taken at ",
        timeMillis,
        " that ends at ",
        expiresAt);
    return new Entry.Draft(
        deducted.claimant().user(),
        deducted.claimant().key(),
        deducted.fingerprint(),
        1,
        parts,
        expiresAt,
        expiresAt == 0 ? Grant.State.GIVEN : Grant.State.HELD,
        null);
  }

  private static boolean known(Book book, Event.Taken taken, Findings findings) {
    return findings.expect(
        book.names(taken.item()), Promise.KNOWN, "item ", taken.item(), " is no SKU of ", book.id);
  }

  private static void judge(Pile pile, Event.Taken taken, boolean first, Findings findings) {
    findings.expect(
        taken.units() > 0 && first,
        Promise.WHOLE_ORDERS,
        taken.units(),
        " units of item ",
        taken.item());
    findings.expect(
        pile.has(taken.units()), Promise.WHOLE_ORDERS, taken.units(), " units of ", pile);
  }
}
