package dev.manna.core.law;

/**
 * Sums of what each row of some table has, over 64 rows, 64 times 64, and so on: the row on whose
 * stretch a point lies is found in a few hundred additions, however many rows there are, and a
 * table of ten million rows needs 160,000 sums.
 */
final class Sums {
  private static final int BITS = 6;

  /** The topmost sums, of 16 million rows each, are few whatever there is. */
  private static final int LEVELS = 4;

  private final Rows[] levels = new Rows[LEVELS];

  Sums(Trail trail) {
    for (int level = 0; level < LEVELS; level++) {
      levels[level] = new Rows(trail, 1);
    }
  }

  /** A row has so much more. */
  void add(int row, long difference) {
    int at = row;
    for (Rows sums : levels) {
      at >>>= BITS;
      while (sums.count() <= at) {
        sums.append();
      }
      sums.add(at, 0, difference);
    }
  }

  long all() {
    Rows top = levels[LEVELS - 1];
    long all = 0;
    for (int at = 0; at < top.count(); at++) {
      all += top.get(at, 0);
    }
    return all;
  }

  /** What one row has. */
  interface OfRow {
    long of(int row);
  }

  /** The row on which a point below {@link #all} lies, the rows' stretches one behind the other. */
  int find(long point, OfRow own) {
    long rest = point;
    int at = 0;
    for (int level = LEVELS - 1; level >= 0; level--) {
      while (rest >= levels[level].get(at, 0)) {
        rest -= levels[level].get(at++, 0);
      }
      at <<= BITS;
    }
    for (long has = own.of(at); rest >= has; has = own.of(at)) {
      rest -= has;
      at++;
    }
    return at;
  }
}
