package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Limits;
import dev.manna.core.Reply.Status;
import java.time.LocalDate;

/** What the terms of a campaign say of a claim, whatever it got. */
final class Admissions {
  private final Books books;
  private final Findings findings;

  Admissions(Books books, Findings findings) {
    this.books = books;
    this.findings = findings;
  }

  void judgeWindow(Book book) {
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

  void judgeRolls(Book book, Event.Claimed claimed) {
    String user = claimed.claimant().user();
    findings.expect(
        book.rolls.bars(book, user) == null, Promise.ROLLS, book.id, ": ", user, " may not claim");
  }

  /** Of a claim that was lost and is redeemed the cooldown is no question any more. */
  void judgeLimits(Book book, Event.Claimed claimed, int uses, boolean again) {
    Limits limits = book.definition().terms().limits();
    Tally tally = book.tally(claimed.claimant().user());
    LocalDate day = book.day(books.timeMillis());
    String user = book.id + ": user " + claimed.claimant().user();
    findings.expect(
        tally.uses() + uses <= Draw.most(book, limits.perUser()),
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
    book.quotas().judge(book, claimed.use(), day, uses, findings);
    long wait = tally.waitMillis(books.timeMillis(), limits.cooldownMillis());
    findings.expect(
        again || wait == 0,
        Promise.COOLDOWN,
        user,
        " claims ",
        wait,
        " ms before the cooldown is over");
    tally.use(uses, day, books.timeMillis());
  }
}
