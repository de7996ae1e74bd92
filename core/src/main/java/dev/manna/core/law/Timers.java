package dev.manna.core.law;

import java.util.List;

/**
 * What happens by itself at a time, the earliest first: a binary heap in rows, so that it can be
 * undone like everything else. What became void, such as a hold that its user ended, stays in it
 * until its time comes.
 */
final class Timers {
  /** What a timer is for; of those due in the same millisecond the first named comes first. */
  enum Kind {
    /** The hold of a claim ends. */
    HOLD(0);

    private static final List<Kind> BY_CODE = List.of(HOLD);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private final Rows heap;

  Timers(Trail trail) {
    heap = new Rows(trail, 2);
  }

  boolean isEmpty() {
    return heap.count() == 0;
  }

  /** When the earliest hold ends, {@link Long#MAX_VALUE} for none. */
  long nextMillis() {
    return isEmpty() ? Long.MAX_VALUE : heap.get(0, 0);
  }

  Kind nextKind() {
    return Kind.BY_CODE.get((int) (heap.get(0, 1) >>> 56));
  }

  /** The number of the campaign, of which a log has fewer than 16 million. */
  int nextCampaign() {
    return (int) (heap.get(0, 1) >>> 32) & 0xff_ffff;
  }

  /** The row of what the timer is for. */
  int nextSubject() {
    return (int) heap.get(0, 1);
  }

  void add(long millis, Kind kind, int campaign, int subject) {
    long hold = (long) kind.code << 56 | (long) campaign << 32 | subject;
    int row = heap.append();
    while (row > 0 && earlier(millis, hold, (row - 1) / 2)) {
      move((row - 1) / 2, row);
      row = (row - 1) / 2;
    }
    put(row, millis, hold);
  }

  void removeNext() {
    int last = heap.count() - 1;
    long millis = heap.get(last, 0);
    long hold = heap.get(last, 1);
    heap.removeLast();
    int row = 0;
    while (row < last) {
      int child = 2 * row + 1;
      if (child + 1 < last && earlier(heap.get(child + 1, 0), heap.get(child + 1, 1), child)) {
        child++;
      }
      if (child >= last || earlier(millis, hold, child)) {
        put(row, millis, hold);
        return;
      }
      move(child, row);
      row = child;
    }
  }

  private boolean earlier(long millis, long hold, int row) {
    long other = heap.get(row, 0);
    return millis != other ? millis < other : hold < heap.get(row, 1);
  }

  private void move(int from, int to) {
    put(to, heap.get(from, 0), heap.get(from, 1));
  }

  private void put(int row, long millis, long hold) {
    heap.set(row, 0, millis);
    heap.set(row, 1, hold);
  }
}
