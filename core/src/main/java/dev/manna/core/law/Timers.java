package dev.manna.core.law;

import java.util.Arrays;
import java.util.List;

/**
 * What happens by itself at a time, the earliest first; those of one millisecond in the order of
 * kind, campaign and subject. What became void, such as a hold that its user ended, stays until its
 * time comes.
 *
 * <p>A timer is appended to the list of its millisecond, and only the milliseconds are in a heap:
 * however many holds are open, a second of time takes a thousand of them out, and each hold costs
 * the same small number of steps. All of it lies in rows, so that it can be undone.
 */
final class Timers {
  /** What a timer is for; of those due in the same millisecond the first named comes first. */
  enum Kind {
    /** The hold of a claim ends. */
    HOLD(0),
    /** What was set aside is everybody's again. */
    ALLOCATION(1),
    /** The winners of a raffle are drawn. */
    RAFFLE(2),
    /** An order waits no more. */
    WAIT(3),
    /** The campaign is settled, unless something of it is still open. */
    END(4);

    private static final List<Kind> BY_CODE = List.of(HOLD, ALLOCATION, RAFFLE, WAIT, END);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /** When something happens by itself that does not, or not any more. */
  static final long NEVER = Long.MAX_VALUE;

  /** Most timers are of few lengths, so those of a millisecond are set soon after each other. */
  private static final int RECENT = 1 << 12;

  private static final long LOW = 0xffff_ffffL;

  /** By timer: what it is for, and the next one of its millisecond + 1. */
  private final Rows timers;

  /** By moment: its millisecond, then the first and the last of its timers; -1 once it is over. */
  private final Rows moments;

  /** A binary heap: a millisecond, and its moment. */
  private final Rows heap;

  /** What the earliest moment was for, once somebody asked: sorted, the first one last. */
  private final Rows due;

  /** The millisecond of {@link #due}, and the first free timer + 1 and moment + 1. */
  private final Rows ends;

  /** By the last bits of a millisecond, a moment + 1 that may be the one: a hint, and no more. */
  private final int[] recent = new int[RECENT];

  Timers(Trail trail) {
    timers = new Rows(trail, 2);
    moments = new Rows(trail, 2);
    heap = new Rows(trail, 2);
    due = new Rows(trail, 1);
    ends = new Rows(trail, 3);
    ends.append();
  }

  boolean isEmpty() {
    return due.count() == 0 && heap.count() == 0;
  }

  /** When the earliest is due, {@link Long#MAX_VALUE} for none. */
  long nextMillis() {
    if (due.count() > 0) {
      return ends.get(0, 0);
    }
    return heap.count() == 0 ? Long.MAX_VALUE : heap.get(0, 0);
  }

  Kind nextKind() {
    return Kind.BY_CODE.get((int) (next() >>> 56));
  }

  /** The number of the campaign, of which a log has fewer than 16 million. */
  int nextCampaign() {
    return (int) (next() >>> 32) & 0xff_ffff;
  }

  /** The row of what the timer is for. */
  int nextSubject() {
    return (int) next();
  }

  private long next() {
    collect();
    return due.get(due.count() - 1, 0);
  }

  void removeNext() {
    collect();
    due.removeLast();
  }

  void add(long millis, Kind kind, int campaign, int subject) {
    if (due.count() > 0 && millis <= ends.get(0, 0)) {
      putBackDue();
    }
    add(millis, (long) kind.code << 56 | (long) campaign << 32 | subject);
  }

  /** What is sorted already must be sorted again with what is set for before it, or beside it. */
  private void putBackDue() {
    while (due.count() > 0) {
      long what = due.get(due.count() - 1, 0);
      due.removeLast();
      add(ends.get(0, 0), what);
    }
  }

  private void add(long millis, long what) {
    int timer = take(timers, 1);
    timers.set(timer, 0, what);
    timers.set(timer, 1, 0);
    int hint = recent[(int) millis & (RECENT - 1)] - 1;
    if (hint >= 0 && hint < moments.count() && moments.get(hint, 0) == millis) {
      int last = (int) moments.get(hint, 1);
      timers.set(last, 1, timer + 1);
      moments.set(hint, 1, (moments.get(hint, 1) & ~LOW) | timer);
      return;
    }
    int moment = take(moments, 2);
    moments.set(moment, 0, millis);
    moments.set(moment, 1, (long) timer << 32 | timer);
    recent[(int) millis & (RECENT - 1)] = moment + 1;
    push(millis, moment);
  }

  /** A row that is free: one that was given back, or a new one. */
  private int take(Rows rows, int anchor) {
    int free = (int) ends.get(0, anchor) - 1;
    if (free < 0) {
      return rows.append();
    }
    ends.set(0, anchor, rows.get(free, 1));
    return free;
  }

  /** Sorts what the earliest moment is for. */
  private void collect() {
    if (due.count() > 0) {
      return;
    }
    long millis = heap.get(0, 0);
    long[] found = new long[16];
    int count = 0;
    while (heap.count() > 0 && heap.get(0, 0) == millis) {
      int moment = (int) heap.get(0, 1);
      pop();
      for (int at = (int) (moments.get(moment, 1) >>> 32) + 1; at > 0; ) {
        found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
        found[count++] = timers.get(at - 1, 0);
        at = (int) timers.get(at - 1, 1);
      }
      free(moment);
    }
    Arrays.sort(found, 0, count);
    ends.set(0, 0, millis);
    while (count > 0) {
      due.set(due.append(), 0, found[--count]);
    }
  }

  /** Gives a moment and its timers back. */
  private void free(int moment) {
    long ofMoment = moments.get(moment, 1);
    timers.set((int) ofMoment, 1, ends.get(0, 1));
    ends.set(0, 1, (ofMoment >>> 32) + 1);
    moments.set(moment, 0, -1);
    moments.set(moment, 1, ends.get(0, 2));
    ends.set(0, 2, moment + 1L);
  }

  private void push(long millis, int moment) {
    int row = heap.append();
    while (row > 0 && millis < heap.get((row - 1) / 2, 0)) {
      put(row, heap.get((row - 1) / 2, 0), heap.get((row - 1) / 2, 1));
      row = (row - 1) / 2;
    }
    put(row, millis, moment);
  }

  private void pop() {
    int last = heap.count() - 1;
    long millis = heap.get(last, 0);
    long moment = heap.get(last, 1);
    heap.removeLast();
    int row = 0;
    while (2 * row + 1 < last) {
      int child = 2 * row + 1;
      if (child + 1 < last && heap.get(child + 1, 0) < heap.get(child, 0)) {
        child++;
      }
      if (millis <= heap.get(child, 0)) {
        break;
      }
      put(row, heap.get(child, 0), heap.get(child, 1));
      row = child;
    }
    if (last > 0) {
      put(row, millis, moment);
    }
  }

  private void put(int row, long millis, long moment) {
    heap.set(row, 0, millis);
    heap.set(row, 1, moment);
  }
}
