package dev.manna.core.law;

import dev.manna.core.Check;
import java.util.Arrays;

/**
 * From a hash to the row that has it: extendible hashing over small open-addressed segments. The
 * top bits of a hash choose the segment, the lowest its home slot. A full segment is split in two,
 * which costs some twenty microseconds, so that a table of ten million rows grows without a pause;
 * a small table is one segment that doubles. Hashes are spread so evenly that all segments would be
 * full at nearly the same time, and hardly any claim would come by without a split then; so some
 * are split earlier than others, by what their rows have in common.
 *
 * <p>A segment is an int array: how many slots are taken, then how many top bits of the hash all of
 * its rows share, then how many bits of a slot a row takes, then its slots. These three stand at
 * the front, on the cache line of the array's length, which every look reads anyway. A slot holds
 * row + 1 in its lower bits and, in those that are left, a tag of the hash, which spares most looks
 * at rows that only happen to be near: eight bits up to sixteen million rows. 0 is an empty slot.
 */
final class Index {
  /** 16 KiB a segment, and the split of one stays far below an fsync. */
  private static final int MAX_SLOTS = 4096;

  /** A sixteenth of the slots, of which thirteen are taken at most: looks grow long beyond. */
  private static final int SIXTEENTH = MAX_SLOTS / 16;

  private static final int MOST = 13 * SIXTEENTH;

  /** A segment is split at one of eight counts, from a little more than ten sixteenths on. */
  private static final int STEP = 3 * SIXTEENTH / 8;

  private static final int STEP_SHIFT = 61;

  /** Neighbours come far apart when they are multiplied by it: 2^64 over the golden ratio. */
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /** One that so few rows more would fill is split when there is time for it. */
  private static final int NEARLY = 32;

  /** So many of them are remembered; the others are split when they are full. */
  private static final int MOST_NEARLY = 16;

  private static final int FIRST_SLOTS = 16;
  private static final int TAKEN = 0;
  private static final int SHARED = 1;
  private static final int ROW_BITS = 2;

  /** Where the slots begin. */
  private static final int SLOTS = 3;

  /** Where in a hash the tag begins: above the home slot's bits. */
  private static final int TAG_SHIFT = 12;

  /** Where the hash of a row stands. */
  interface Hashes {
    long hashOf(int row);

    /** Puts the hashes of some rows where the numbers of these rows are. */
    default void read(long[] rows, int count) {
      for (int i = 0; i < count; i++) {
        rows[i] = hashOf((int) rows[i]);
      }
    }
  }

  private final Hashes hashes;

  /** The rows of a segment while it grows, and then their hashes. */
  private long[] scratch = {};

  private int[][] directory = {segment(FIRST_SLOTS, 0, 8)};
  private int depth;

  /** A hash of each segment that is nearly full. */
  private final long[] nearlyFull = new long[MOST_NEARLY];

  private int nearly;

  /** For which row something grew last: it and later ones are where they were put. */
  private int grownWith;

  Index(Hashes hashes) {
    this.hashes = hashes;
  }

  private static int[] segment(int slots, int shared, int rowBits) {
    int[] segment = new int[SLOTS + slots];
    segment[SHARED] = shared;
    segment[ROW_BITS] = rowBits;
    return segment;
  }

  /** The segment in which rows with this hash are. */
  int[] segment(long hash) {
    // A shift by 64 would be a shift by none.
    return directory[depth == 0 ? 0 : (int) (hash >>> (64 - depth))];
  }

  static int home(int[] segment, long hash) {
    return (int) hash & (slots(segment) - 1);
  }

  /** Fetches the slot that a look for this hash reads first. */
  static int touch(int[] segment, long hash) {
    return segment[SLOTS + home(segment, hash)];
  }

  static int next(int[] segment, int slot) {
    return (slot + 1) & (slots(segment) - 1);
  }

  /** From {@code from} on, the first slot whose row may have the hash; -1 where none can. */
  static int candidate(int[] segment, long hash, int from) {
    int rowBits = segment[ROW_BITS];
    int tag = tag(hash, rowBits);
    int slot = from;
    while (segment[SLOTS + slot] != 0) {
      if ((segment[SLOTS + slot] ^ tag) >>> rowBits == 0) {
        return slot;
      }
      slot = next(segment, slot);
    }
    return -1;
  }

  /** The row in a slot that is not empty. */
  static int row(int[] segment, int slot) {
    return (segment[SLOTS + slot] & ((1 << segment[ROW_BITS]) - 1)) - 1;
  }

  private static int tag(long hash, int rowBits) {
    return (int) (hash >>> TAG_SHIFT) << rowBits;
  }

  void add(long hash, int row) {
    int[] segment = segment(hash);
    while (segment[TAKEN] >= most(segment, hash) || (row + 1) >>> segment[ROW_BITS] != 0) {
      grow(segment, hash, row);
      segment = segment(hash);
    }
    insert(segment, hash, row);
    boolean fills = segment[TAKEN] == most(segment, hash) - NEARLY;
    if (fills && slots(segment) == MAX_SLOTS && nearly < nearlyFull.length) {
      nearlyFull[nearly++] = hash;
    }
  }

  /**
   * Splits a segment that is nearly full, so that nobody has to wait for it later; while nothing
   * can be undone.
   *
   * @param rows how many rows there are
   * @return whether there was one
   */
  boolean splitAhead(int rows) {
    while (nearly > 0) {
      long hash = nearlyFull[--nearly];
      int[] segment = segment(hash);
      if (segment[TAKEN] >= most(segment, hash) - NEARLY) {
        grow(segment, hash, rows);
        return true;
      }
    }
    return false;
  }

  /** So many rows at most a segment takes before it grows. */
  private static int most(int[] segment, long hash) {
    int slots = slots(segment);
    if (slots < MAX_SLOTS) {
      return slots / 16 * 13;
    }
    int shared = segment[SHARED];
    long prefix = shared == 0 ? 0 : hash >>> (64 - shared);
    return MOST - STEP * (int) ((prefix * GOLDEN) >>> STEP_SHIFT);
  }

  /**
   * Takes out the last row that is in it. Where nothing has grown since it was added, its slot was
   * empty before, and no other row was put behind it; otherwise an older one may stand there, and
   * the gap is closed, so that none becomes unreachable.
   */
  void removeLast(long hash, int row) {
    int[] segment = segment(hash);
    int gap = candidate(segment, hash, home(segment, hash));
    while (gap >= 0 && row(segment, gap) != row) {
      gap = candidate(segment, hash, next(segment, gap));
    }
    Check.that(gap >= 0, "what is taken out was put in", row);
    if (row < grownWith) {
      gap = close(segment, gap);
    }
    segment[SLOTS + gap] = 0;
    segment[TAKEN]--;
  }

  /** Moves rows forward over a gap where they may; where the gap is then. */
  private int close(int[] segment, int at) {
    int gap = at;
    for (int slot = next(segment, gap); segment[SLOTS + slot] != 0; slot = next(segment, slot)) {
      int home = home(segment, hashes.hashOf(row(segment, slot)));
      boolean mayStay = gap <= slot ? gap < home && home <= slot : gap < home || home <= slot;
      if (!mayStay) {
        segment[SLOTS + gap] = segment[SLOTS + slot];
        gap = slot;
      }
    }
    return gap;
  }

  /** Bytes of memory that the segments take. */
  long memory() {
    long ints = directory.length;
    // A segment stands in as many neighbouring entries as its shared bits leave open.
    for (int i = 0; i < directory.length; i += 1 << (depth - directory[i][SHARED])) {
      ints += directory[i].length;
    }
    return ints * Integer.BYTES;
  }

  private void grow(int[] segment, long hash, int row) {
    grownWith = row;
    int shared = segment[SHARED];
    if ((row + 1) >>> segment[ROW_BITS] != 0) {
      int[] wider = segment(slots(segment), shared, Math.min(31, segment[ROW_BITS] + 4));
      place(segment, wider, wider, 0);
      replace(hash, shared, wider, wider);
    } else if (slots(segment) < MAX_SLOTS) {
      int[] larger = segment(slots(segment) * 4, shared, segment[ROW_BITS]);
      place(segment, larger, larger, 0);
      replace(hash, shared, larger, larger);
    } else {
      split(segment, hash, shared);
    }
  }

  private void split(int[] segment, long hash, int shared) {
    if (shared == depth) {
      int[][] twice = new int[directory.length * 2][];
      for (int i = 0; i < twice.length; i++) {
        twice[i] = directory[i / 2];
      }
      directory = twice;
      depth++;
    }
    int[] zero = segment(MAX_SLOTS, shared + 1, segment[ROW_BITS]);
    int[] one = segment(MAX_SLOTS, shared + 1, segment[ROW_BITS]);
    place(segment, zero, one, 1L << (63 - shared));
    replace(hash, shared, zero, one);
  }

  /** All hashes are read before the first is used, so that the cache misses overlap. */
  private void place(int[] from, int[] zero, int[] one, long bit) {
    if (scratch.length < slots(from)) {
      scratch = new long[slots(from)];
    }
    int count = 0;
    for (int slot = 0; slot < slots(from); slot++) {
      if (from[SLOTS + slot] != 0) {
        scratch[count++] = row(from, slot);
      }
    }
    hashes.read(scratch, count);
    int read = 0;
    for (int slot = 0; slot < slots(from); slot++) {
      if (from[SLOTS + slot] != 0) {
        long hash = scratch[read++];
        insert((hash & bit) == 0 ? zero : one, hash, row(from, slot));
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
    while (segment[SLOTS + slot] != 0) {
      slot = next(segment, slot);
    }
    segment[SLOTS + slot] = tag(hash, segment[ROW_BITS]) | (row + 1);
    segment[TAKEN]++;
  }

  private static int slots(int[] segment) {
    return segment.length - SLOTS;
  }
}
