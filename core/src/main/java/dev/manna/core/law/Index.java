package dev.manna.core.law;

import java.util.Arrays;

/**
 * From a hash to the row that has it: extendible hashing over small open-addressed segments. The
 * top bits of a hash choose the segment, the lowest its home slot. A full segment is split in two,
 * which costs some twenty microseconds, so that a table of ten million rows grows without a pause;
 * a small table is one segment that doubles.
 *
 * <p>A segment is an int array: its slots (row + 1, 0 for none), then how many are taken, then how
 * many top bits of the hash all of its rows share.
 */
final class Index {
  /** 16 KiB a segment, and the split of one stays far below an fsync. */
  private static final int MAX_SLOTS = 4096;

  private static final int FIRST_SLOTS = 16;
  private static final int EXTRA = 2;

  /** Where the hash of a row stands. */
  interface Hashes {
    long hashOf(int row);
  }

  private final Hashes hashes;
  private int[][] directory = {new int[FIRST_SLOTS + EXTRA]};
  private int depth;

  Index(Hashes hashes) {
    this.hashes = hashes;
  }

  /**
   * The segment in which rows with this hash are; walk it from {@link #home} until an empty slot.
   */
  int[] segment(long hash) {
    // A shift by 64 would be a shift by none.
    return directory[depth == 0 ? 0 : (int) (hash >>> (64 - depth))];
  }

  static int home(int[] segment, long hash) {
    return (int) hash & (segment.length - EXTRA - 1);
  }

  static int next(int[] segment, int slot) {
    return (slot + 1) & (segment.length - EXTRA - 1);
  }

  void add(long hash, int row) {
    int[] segment = segment(hash);
    while (segment[taken(segment)] >= slots(segment) - slots(segment) / 8) {
      grow(segment, hash);
      segment = segment(hash);
    }
    insert(segment, hash, row);
  }

  /** Takes a row out again and closes the gap, so that no later row becomes unreachable. */
  void remove(long hash, int row) {
    int[] segment = segment(hash);
    int gap = home(segment, hash);
    while (segment[gap] != row + 1) {
      gap = next(segment, gap);
    }
    for (int slot = next(segment, gap); segment[slot] != 0; slot = next(segment, slot)) {
      int home = home(segment, hashes.hashOf(segment[slot] - 1));
      boolean mayStay = gap <= slot ? gap < home && home <= slot : gap < home || home <= slot;
      if (!mayStay) {
        segment[gap] = segment[slot];
        gap = slot;
      }
    }
    segment[gap] = 0;
    segment[taken(segment)]--;
  }

  /** Bytes of memory that the segments take. */
  long memory() {
    long ints = directory.length;
    // A segment stands in as many neighbouring entries as its shared bits leave open.
    for (int i = 0; i < directory.length; i += 1 << (depth - directory[i][shared(directory[i])])) {
      ints += directory[i].length;
    }
    return ints * Integer.BYTES;
  }

  private void grow(int[] segment, long hash) {
    int shared = segment[shared(segment)];
    if (slots(segment) < MAX_SLOTS) {
      int[] larger = new int[slots(segment) * 4 + EXTRA];
      larger[shared(larger)] = shared;
      place(segment, larger, larger, 0);
      replace(hash, shared, larger, larger);
      return;
    }
    if (shared == depth) {
      int[][] twice = new int[directory.length * 2][];
      for (int i = 0; i < twice.length; i++) {
        twice[i] = directory[i / 2];
      }
      directory = twice;
      depth++;
    }
    int[] zero = new int[MAX_SLOTS + EXTRA];
    int[] one = new int[MAX_SLOTS + EXTRA];
    zero[shared(zero)] = shared + 1;
    one[shared(one)] = shared + 1;
    place(segment, zero, one, 1L << (63 - shared));
    replace(hash, shared, zero, one);
  }

  private void place(int[] from, int[] zero, int[] one, long bit) {
    for (int slot = 0; slot < slots(from); slot++) {
      if (from[slot] != 0) {
        int row = from[slot] - 1;
        long hash = hashes.hashOf(row);
        insert((hash & bit) == 0 ? zero : one, hash, row);
      }
    }
  }

  /** Puts two segments where one was: each takes half of its entries, or one takes all. */
  private void replace(long hash, int shared, int[] zero, int[] one) {
    int entries = 1 << (depth - shared);
    int first = shared == 0 ? 0 : (int) (hash >>> (64 - shared)) << (depth - shared);
    Arrays.fill(directory, first, first + entries, zero);
    if (entries > 1) {
      Arrays.fill(directory, first + entries / 2, first + entries, one);
    }
  }

  private static void insert(int[] segment, long hash, int row) {
    int slot = home(segment, hash);
    while (segment[slot] != 0) {
      slot = next(segment, slot);
    }
    segment[slot] = row + 1;
    segment[taken(segment)]++;
  }

  private static int slots(int[] segment) {
    return segment.length - EXTRA;
  }

  private static int taken(int[] segment) {
    return segment.length - 2;
  }

  private static int shared(int[] segment) {
    return segment.length - 1;
  }
}
