package dev.manna.core.law;

import dev.manna.core.Check;

/**
 * Weights of items, and from a number below their sum to the item that it falls on, both in O(log
 * n): a binary indexed tree (Fenwick, "A new data structure for cumulative frequency tables",
 * 1994). Row 0 holds the sum, row i the weights of the items from {@code i - lowestBit(i)} to
 * {@code i - 1}.
 */
final class Weights {
  private final Rows tree;
  private final int items;

  Weights(Trail trail, long[] weights) {
    items = weights.length;
    tree = new Rows(trail, 1);
    for (int row = 0; row <= items; row++) {
      tree.append();
    }
    for (int row = 1; row <= items; row++) {
      tree.add(row, 0, weights[row - 1]);
      tree.add(0, 0, weights[row - 1]);
      int parent = row + Integer.lowestOneBit(row);
      if (parent <= items) {
        tree.add(parent, 0, tree.get(row, 0));
      }
    }
  }

  long sum() {
    return tree.get(0, 0);
  }

  /** The weights of all items before this one. */
  long before(int item) {
    long sum = 0;
    for (int row = item; row > 0; row -= Integer.lowestOneBit(row)) {
      sum += tree.get(row, 0);
    }
    return sum;
  }

  void change(int item, long difference) {
    tree.add(0, 0, difference);
    for (int row = item + 1; row <= items; row += Integer.lowestOneBit(row)) {
      tree.add(row, 0, difference);
    }
  }

  /** The item whose stretch holds {@code point}, which is 0 or more and below the sum. */
  int at(long point) {
    Check.that(point >= 0 && point < sum(), "a point lies below the sum of the weights", point);
    int row = 0;
    long rest = point;
    for (int step = Integer.highestOneBit(items); step > 0; step >>= 1) {
      if (row + step <= items && tree.get(row + step, 0) <= rest) {
        row += step;
        rest -= tree.get(row, 0);
      }
    }
    return row;
  }
}
