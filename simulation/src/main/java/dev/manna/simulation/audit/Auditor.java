package dev.manna.simulation.audit;

import dev.manna.core.Batch;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Reply;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Recomputes the promises of a log from its events alone, in order, as a person with pen and paper
 * would. Fed with everything, it says of each {@link Promise} whether it held at every position.
 */
public final class Auditor {
  private static final Set<Promise> OF_CLIENTS =
      EnumSet.of(Promise.KEPT, Promise.SAME_REPLY, Promise.LAWFUL_REPLY);

  private final Books books = new Books();
  private final Findings findings = new Findings();
  private final Judge judge = new Judge(books, findings);
  private final Set<Promise> judged = EnumSet.complementOf(EnumSet.copyOf(OF_CLIENTS));
  private boolean arithmeticFailed;

  /** Takes a batch of the log. */
  public void accept(Batch batch) {
    findings.at(batch.first());
    try {
      long position = batch.first();
      for (Event event : WireEvents.of(batch)) {
        accept(position++, batch.timeMillis(), event);
      }
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      findings.expect(false, Promise.READABLE, e);
    }
  }

  /** Takes the event at a position of the log, and the time of its batch. */
  public void accept(long position, long timeMillis, Event event) {
    findings.at(position);
    long expected = books.position() + 1;
    findings.expect(position == expected, Promise.GAP_FREE, "where ", expected, " is due");
    long before = books.timeMillis();
    findings.expect(
        timeMillis >= before, Promise.TIME_FORWARD, "time goes from ", before, " to ", timeMillis);
    books.advance(position, timeMillis);
    try {
      judge.take(event);
    } catch (ArithmeticException e) {
      arithmeticFailed = true;
      findings.expect(false, Promise.CONSERVATION, "a sum is too large: ", e);
    }
  }

  /**
   * Takes a reply that a client acknowledged to have seen: the claim must stand in the log, and the
   * log must say the same.
   */
  public void acknowledged(Reply.Claimed seen) {
    judged.add(Promise.KEPT);
    judged.add(Promise.SAME_REPLY);
    findings.at(seen.position());
    Book book = books.find(seen.campaign());
    Entry entry = book == null ? null : book.find(seen.user(), seen.key());
    String whose = seen.campaign() + ", user " + seen.user() + ", key " + seen.key();
    if (findings.expect(entry != null, Promise.KEPT, whose, " was acknowledged and is lost")
        && entry != null) {
      Reply.Claimed written = Desk.claimed(entry);
      findings.expect(
          written.equals(seen), Promise.SAME_REPLY, whose, ": seen ", seen, ", log ", written);
    }
  }

  /** The position of the last event. */
  public long position() {
    return books.position();
  }

  /** Whether nothing was found broken so far. */
  public boolean ok() {
    return findings.none();
  }

  /** The verdict on each promise that was judged. */
  public List<Invariant> invariants() {
    if (!arithmeticFailed) {
      books.all().forEach(this::recount);
    }
    return findings.verdicts(judged.stream());
  }

  /** What became of each campaign, in the order of their creation. */
  public List<Totals> totals() {
    return books.all().stream().map(Desk::totals).toList();
  }

  /** Every grant as it stands, campaign by campaign in the order of their numbers. */
  public List<Standing> grants() {
    return books.all().stream()
        .flatMap(book -> IntStream.range(0, book.grants().size()).mapToObj(i -> grant(book, i)))
        .toList();
  }

  private static Standing grant(Book book, int grant) {
    Entry entry = book.grants().get(grant);
    int part = grant - entry.firstGrant;
    Entry.Part of = entry.parts.get(part);
    return new Standing(
        book.id,
        grant + 1,
        entry.user,
        entry.key,
        book.pile(of.packetItem() >= 0 ? of.packetItem() : of.item()).item,
        of.round(),
        of.packetItem() >= 0 ? 1 : of.units(),
        of.packetItem() >= 0 ? of.units() : 0,
        entry.state(part),
        entry.cameBack(part),
        entry.gotAt);
  }

  /** Adds up every grant again: the piles' running sums must say the same. */
  private void recount(Book book) {
    long[] held = new long[book.items()];
    long[] given = new long[book.items()];
    for (Entry entry : book.entries()) {
      if (entry.state() == Grant.State.RETURNED) {
        continue;
      }
      long[] sums = entry.state() == Grant.State.HELD ? held : given;
      for (int i = 0; i < entry.parts.size(); i++) {
        Entry.Part part = entry.parts.get(i);
        sums[part.item()] += part.units() - entry.cameBack(i);
        if (part.packetItem() >= 0) {
          sums[part.packetItem()]++;
        }
      }
    }
    List<Pile> piles = new ArrayList<>(book.piles());
    for (int i = 0; i < piles.size(); i++) {
      Pile pile = piles.get(i);
      findings.expect(
          pile.held() == held[i] && pile.given() == given[i] && pile.conserved(),
          Promise.CONSERVATION,
          pile,
          ", but its grants hold ",
          held[i],
          " and give ",
          given[i]);
    }
  }

  Books books() {
    return books;
  }

  Findings findings() {
    return findings;
  }

  /** From here on the promises about replies are judged too. */
  void hearReplies() {
    judged.addAll(OF_CLIENTS);
  }
}
