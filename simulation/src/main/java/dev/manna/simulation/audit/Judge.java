package dev.manna.simulation.audit;

import dev.manna.core.Campaign;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes each event into the books, and says what is unlawful about it. */
final class Judge {
  private final Books books;
  private final Findings findings;
  private final Scales scales;
  private final Edits edits;

  Judge(Books books, Findings findings) {
    this.books = books;
    this.findings = findings;
    scales = new Scales(books, findings);
    edits = new Edits(books, findings, scales);
  }

  void take(Event event) {
    boolean expiry =
        event instanceof Event.Settled settled && settled.ending() == Event.Ending.EXPIRED;
    Entry overdue = books.overdue(books.timeMillis());
    findings.expect(
        overdue == null || expiry, Promise.HOLDS, "something was decided while a due hold stood");
    findings.expect(
        event instanceof Event.Founded == (books.position() == 1),
        Promise.KNOWN,
        "a log begins with its founding, and only there");
    switch (event) {
      case Event.Founded founded -> {}
      case Event.Defined defined -> edits.define(defined);
      case Event.Steered steered -> edits.steer(steered);
      case Event.Adjusted adjusted -> edits.adjust(adjusted);
      case Event.Settled settled -> settle(settled);
      case Event.Claimed claimed -> claim(claimed);
    }
  }

  private void settle(Event.Settled settled) {
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
    long expiresAt = entry.expiresAtMillis;
    boolean due = expiresAt != 0 && expiresAt <= books.timeMillis();
    boolean rain = book.definition() instanceof RedPacket;
    boolean lawful =
        entry.held()
            && switch (settled.ending()) {
              case OPENED -> rain;
              case CONFIRMED, CANCELLED -> !rain && !due;
              case EXPIRED -> !rain && due;
            };
    String what = "claim " + row + " of " + book.id + " (" + entry.state() + ", until " + expiresAt;
    if (findings.expect(lawful, Promise.HOLDS, what, ") ends as ", settled.ending())) {
      boolean given =
          settled.ending() == Event.Ending.OPENED || settled.ending() == Event.Ending.CONFIRMED;
      books.end(entry, given ? Grant.State.GIVEN : Grant.State.RETURNED);
    }
    entry.parts.forEach(part -> scales.weigh(book.pile(part.item())));
  }

  private void claim(Event.Claimed claimed) {
    Book book = scales.known(claimed.campaign());
    if (book == null) {
      return;
    }
    scales.judgeOnce(book, claimed.claimant());
    judgeWindow(book);
    Entry.Draft draft = draft(book, claimed);
    if (draft == null) {
      findings.expect(false, Promise.KNOWN, book.id, " is another kind of campaign");
      return;
    }
    judgeLimits(book, claimed, draft.uses());
    books.add(book, draft);
    for (Entry.Part part : draft.parts()) {
      scales.weigh(book.pile(part.item()));
      if (part.packetItem() >= 0) {
        scales.weigh(book.pile(part.packetItem()));
      }
    }
    scales.judgeRest(book);
    if (book.definition() instanceof Lottery lottery && claimed instanceof Event.Drawn drawn) {
      Draws.judgeAfter(book, lottery, drawn, findings);
    }
  }

  private Entry.@Nullable Draft draft(Book book, Event.Claimed claimed) {
    Campaign definition = book.definition();
    return switch (claimed) {
      case Event.Drawn drawn when definition instanceof Lottery lottery ->
          Draws.judge(book, lottery, drawn, findings);
      case Event.Snatched snatched when definition instanceof RedPacket rain ->
          Packets.judge(book, rain, snatched, findings);
      case Event.Deducted deducted when definition instanceof Sale ->
          Orders.judge(book, deducted, books.timeMillis(), findings);
      case Event.Drawn drawn -> null;
      case Event.Snatched snatched -> null;
      case Event.Deducted deducted -> null;
    };
  }

  private void judgeWindow(Book book) {
    long now = books.timeMillis();
    long start = book.definition().terms().startMillis();
    long end = book.definition().terms().endMillis();
    findings.expect(
        book.status() == Status.LIVE && start <= now && now < end,
        Promise.WINDOW,
        book.id,
        " (",
        book.status(),
        ", ",
        start,
        " to ",
        end,
        ") grants at ",
        now);
  }

  private void judgeLimits(Book book, Event.Claimed claimed, int uses) {
    Limits limits = book.definition().terms().limits();
    Tally tally = book.tally(claimed.claimant().user());
    LocalDate day = book.day(books.timeMillis());
    String user = book.id + ": user " + claimed.claimant().user();
    findings.expect(
        limits.perUser() == 0 || tally.uses() + uses <= limits.perUser(),
        Promise.USER_LIMIT,
        user,
        " has used ",
        tally.uses(),
        " and uses ",
        uses,
        " of ",
        limits.perUser());
    findings.expect(
        limits.perDay() == 0 || tally.usesOn(day) + uses <= limits.perDay(),
        Promise.DAY_LIMIT,
        user,
        ' ',
        day,
        " has used ",
        tally.usesOn(day),
        " and uses ",
        uses);
    findings.expect(
        claimed.newDay() == (tally.usesOn(day) == 0),
        Promise.DAY_LIMIT,
        user,
        ' ',
        day,
        " is wrongly ",
        (claimed.newDay() ? "a" : "no"),
        " new day");
    long wait = tally.waitMillis(books.timeMillis(), limits.cooldownMillis());
    findings.expect(
        wait == 0, Promise.COOLDOWN, user, " claims ", wait, " ms before the cooldown is over");
    tally.use(uses, day, books.timeMillis());
  }
}
