package dev.manna.core.law;

import dev.manna.core.Check;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.List;

/**
 * How the claims of a sale began and where they stand: 8 bytes each, and 8 more for those that were
 * not given at once.
 *
 * <pre>
 * stands   48 bits a time | 1 bit whether it has a first end | 12 bits how many of its page before
 *          it have one | 3 bits phase
 * ends     when a hold first was to end; of an order that had to wait, until when it was to wait
 * pages    how many ends there are before a page of 4,096 claims
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

  private static final int PAGE_BITS = 12;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
  private static final int RANK_SHIFT = 3;
  private static final long HAS_END = 1L << (RANK_SHIFT + PAGE_BITS);
  private static final int TIME_SHIFT = RANK_SHIFT + PAGE_BITS + 1;
  private static final long RANK = (long) PAGE_MASK << RANK_SHIFT;
  private static final int PHASE_MASK = 7;

  /** Some nine thousand years. */
  private static final long MAX_MILLIS = -1L >>> TIME_SHIFT;

  private final Rows stands;
  private final Rows ends;
  private final Rows pages;

  Holds(Trail trail) {
    stands = new Rows(trail, 1);
    ends = new Rows(trail, 1);
    pages = new Rows(trail, 1);
  }

  int count() {
    return stands.count();
  }

  /** The next claim, which is held until {@code firstEnd} or, where that is 0, given now. */
  void add(long firstEnd, long now) {
    if (firstEnd > 0) {
      add(firstEnd, Phase.HELD);
    } else {
      stand(append(), Phase.GIVEN, now);
    }
  }

  /** The next claim is an order that waits. */
  void addWaiting(long untilMillis) {
    add(untilMillis, Phase.WAITING);
  }

  /** The next claim is an operator's key. */
  void addNone() {
    append();
  }

  private void add(long firstEnd, Phase phase) {
    int claim = append();
    ends.set(ends.append(), 0, firstEnd);
    stands.set(claim, 0, stands.get(claim, 0) | HAS_END);
    stand(claim, phase, firstEnd);
  }

  private int append() {
    int claim = stands.append();
    if ((claim & PAGE_MASK) == 0) {
      pages.set(pages.append(), 0, ends.count());
    }
    long rank = ends.count() - pages.get(claim >>> PAGE_BITS, 0);
    stands.set(claim, 0, rank << RANK_SHIFT);
    return claim;
  }

  void stand(int claim, Phase phase, long millis) {
    Check.that(millis >= 0 && millis <= MAX_MILLIS, "a time of a claim is in reach", millis);
    long kept = stands.get(claim, 0) & (HAS_END | RANK);
    stands.set(claim, 0, millis << TIME_SHIFT | kept | Phase.BY_CODE.indexOf(phase));
  }

  /** When its hold first was to end, or until when it was to wait; 0 where it was given at once. */
  long firstEnd(int claim) {
    long stand = stands.get(claim, 0);
    if ((stand & HAS_END) == 0) {
      return 0;
    }
    long rank = stand >>> RANK_SHIFT & PAGE_MASK;
    return ends.get((int) (pages.get(claim >>> PAGE_BITS, 0) + rank), 0);
  }

  Phase phase(int claim) {
    return Phase.BY_CODE.get((int) stands.get(claim, 0) & PHASE_MASK);
  }

  /** Until when it is held; else since when it is what it is. */
  long millis(int claim) {
    return stands.get(claim, 0) >>> TIME_SHIFT;
  }

  void save(Sink sink) {
    stands.save(sink);
    ends.save(sink);
    pages.save(sink);
  }

  void load(Source source) {
    stands.load(source);
    ends.load(source);
    pages.load(source);
  }
}
