package dev.manna.core.law;

import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;

/**
 * Counts of what only some campaigns count, 16 bytes each and a slot of an index: exact, and
 * nothing where nothing is counted. A count is found by the row of what it is about, its kind and
 * an item.
 *
 * <pre>
 * column 0   31 bits  row | 5 bits kind | 28 bits item
 * column 1   64 bits  the count
 * </pre>
 */
final class Tallies {
  /** What is counted. There may be 32 kinds. */
  enum Kind {
    /** Units of an item that a user has got. */
    ITEM(0),
    /** A user's misses in a row. */
    MISSES(1),
    /** The chances that a user has left. */
    CHANCES(2),
    /** Whether a user stands on a list of the campaign. */
    LISTED(3),
    /** The first of what is set aside for a user, plus one. */
    SHARES(4),
    /** How often a hold was extended. */
    EXTENSIONS(8),
    /** Units of a grant that came back. */
    RETURNED(9),
    /** Where the milestones of a user who has claimed often begin. */
    MILESTONE(10),
    /** Cents of such a user's opened packets. */
    OPENED(11),
    /** Cents of such a user's packets that wait to be opened. */
    UNOPENED(12),
    /** The first line of a user's cart, and how many it has. */
    CART(13),
    /** Where an order that waits stands in line, and where in the log it was served. */
    WAIT(14);

    /** Stands in snapshots. */
    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private final Rows rows;
  private final Index index = new Index(row -> hash(keyOf(row)));

  Tallies(Trail trail) {
    rows = new Rows(trail, 2, row -> index.removeLast(hash(keyOf(row)), row));
  }

  private long keyOf(int row) {
    return rows.get(row, 0);
  }

  /** The finalizer of SplitMix64: different keys have different hashes. */
  private static long hash(long key) {
    long z = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static long key(Kind kind, int about, int item) {
    return (long) about << 33 | (long) kind.code << 28 | item;
  }

  private int find(long key) {
    long hash = hash(key);
    int[] segment = index.segment(hash);
    int slot = Index.candidate(segment, hash, Index.home(segment, hash));
    while (slot >= 0) {
      int row = Index.row(segment, slot);
      if (keyOf(row) == key) {
        return row;
      }
      slot = Index.candidate(segment, hash, Index.next(segment, slot));
    }
    return -1;
  }

  /** The count, 0 where nothing was counted. */
  long count(Kind kind, int about, int item) {
    int row = rows.count() == 0 ? -1 : find(key(kind, about, item));
    return row < 0 ? 0 : rows.get(row, 1);
  }

  void add(Kind kind, int about, int item, long difference) {
    set(kind, about, item, Math.addExact(count(kind, about, item), difference));
  }

  void set(Kind kind, int about, int item, long count) {
    long key = key(kind, about, item);
    int row = find(key);
    if (row < 0) {
      row = rows.append();
      rows.set(row, 0, key);
      index.add(hash(key), row);
    }
    rows.set(row, 1, count);
  }

  int size() {
    return rows.count();
  }

  /** Whether a row is of a kind. */
  boolean isOf(Kind kind, int row) {
    return (keyOf(row) >>> 28 & 0x1f) == kind.code;
  }

  /** The row of what it is about. */
  int about(int row) {
    return (int) (keyOf(row) >>> 33);
  }

  int item(int row) {
    return (int) (keyOf(row) & 0xfff_ffff);
  }

  long countAt(int row) {
    return rows.get(row, 1);
  }

  long memory() {
    return rows.memory() + index.memory();
  }

  void save(Sink sink) {
    rows.save(sink);
  }

  void load(Source source) {
    rows.load(source);
    for (int row = 0; row < rows.count(); row++) {
      index.add(hash(keyOf(row)), row);
    }
  }
}
