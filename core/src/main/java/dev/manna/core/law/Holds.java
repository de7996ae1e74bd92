package dev.manna.core.law;

import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.List;

/**
 * How the claims of a sale began and where they stand, 16 bytes each.
 *
 * <pre>
 * column 0   when its hold first was to end, 0 where it was given at once; of an order that had to
 *            wait, until when it was to wait at most
 * column 1   61 bits a time | 3 bits phase
 * </pre>
 */
final class Holds {
  /** Where a claim stands, and what its time is. */
  enum Phase {
    /** Not a user's claim. */
    NONE,
    /** Until then. */
    HELD,
    /** Since then. */
    GIVEN,
    /** Ended by its user, at that time. */
    CANCELLED,
    /** Ended by itself, at that time. */
    EXPIRED,
    /** Waits for its goods, until then. */
    WAITING,
    /** Waits no more and got nothing: its user has left the line, at that time. */
    LEFT,
    /** The same by itself, at that time. */
    ENDED;

    private static final List<Phase> BY_CODE =
        List.of(NONE, HELD, GIVEN, CANCELLED, EXPIRED, WAITING, LEFT, ENDED);
  }

  private final Rows rows;

  Holds(Trail trail) {
    rows = new Rows(trail, 2);
  }

  int count() {
    return rows.count();
  }

  /** The next claim, which is held until {@code firstEnd} or, where that is 0, given now. */
  void add(long firstEnd, long now) {
    int row = rows.append();
    rows.set(row, 0, firstEnd);
    if (firstEnd > 0) {
      stand(row, Phase.HELD, firstEnd);
    } else {
      stand(row, Phase.GIVEN, now);
    }
  }

  /** The next claim is an order that waits. */
  void addWaiting(long untilMillis) {
    int row = rows.append();
    rows.set(row, 0, untilMillis);
    stand(row, Phase.WAITING, untilMillis);
  }

  /** The next claim is an operator's key. */
  void addNone() {
    rows.append();
  }

  void stand(int claim, Phase phase, long millis) {
    rows.set(claim, 1, millis << 3 | Phase.BY_CODE.indexOf(phase));
  }

  long firstEnd(int claim) {
    return rows.get(claim, 0);
  }

  Phase phase(int claim) {
    return Phase.BY_CODE.get((int) rows.get(claim, 1) & 7);
  }

  /** Until when it is held; else since when it is what it is. */
  long millis(int claim) {
    return rows.get(claim, 1) >>> 3;
  }

  void save(Sink sink) {
    rows.save(sink);
  }

  void load(Source source) {
    rows.load(source);
  }
}
