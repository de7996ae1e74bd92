package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.RedPacket;
import java.util.List;

/** What the law says of how grants end. */
final class Endings {
  private final Books books;
  private final Findings findings;
  private final Scales scales;

  Endings(Books books, Findings findings, Scales scales) {
    this.books = books;
    this.findings = findings;
    this.scales = scales;
  }

  void settle(Event.Settled settled) {
    Book book = scales.known(settled.campaign());
    if (book == null) {
      return;
    }
    List<Entry> entries = book.entries();
    int row = settled.claim();
    if (!findings.expect(
        row >= 0 && row < entries.size(), Promise.KNOWN, "no claim ", row, " in ", book.id)) {
      return;
    }
    Entry entry = entries.get(row);
    long expiresAt = entry.expiresAtMillis == 0 ? 0 : entry.millis();
    boolean due = expiresAt != 0 && expiresAt <= books.timeMillis();
    boolean rain = book.definition() instanceof RedPacket;
    boolean lawful =
        entry.held()
            && switch (settled.ending()) {
              case OPENED -> rain && !due;
              case CONFIRMED, CANCELLED -> !rain && !due;
              case EXPIRED -> due;
            };
    String what = "claim " + row + " of " + book.id + " (" + entry.state() + ", until " + expiresAt;
    if (findings.expect(lawful, Promise.HOLDS, what, ") ends as ", settled.ending())) {
      boolean given =
          settled.ending() == Event.Ending.OPENED || settled.ending() == Event.Ending.CONFIRMED;
      boolean byItself = settled.ending() == Event.Ending.EXPIRED;
      books.end(entry, given ? Grant.State.GIVEN : Grant.State.RETURNED, byItself);
    }
    entry.parts.forEach(part -> scales.weigh(book.pile(part.item())));
    scales.judgeSums(book);
  }
}
