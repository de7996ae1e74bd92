package dev.manna.core.law;

/**
 * The holds that end by themselves, the earliest first: a binary heap in rows, so that it can be
 * undone like everything else. A hold that its user ended stays in it until its time comes.
 */
final class Timers {
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

  int nextCampaign() {
    return (int) (heap.get(0, 1) >>> 32);
  }

  int nextClaim() {
    return (int) heap.get(0, 1);
  }

  void add(long millis, int campaign, int claim) {
    long hold = (long) campaign << 32 | claim;
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
