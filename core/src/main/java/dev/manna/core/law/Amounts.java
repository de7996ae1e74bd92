package dev.manna.core.law;

import static java.lang.Math.max;
import static java.lang.Math.min;

/**
 * How a sum of cents becomes packets, each between a minimum and a maximum, to the cent. Every
 * number of luck that is drawn, and in which order, stands in the law's reference page.
 *
 * <p>All methods take a sum that can be given: {@link #possible} says whether it can. Where a
 * packet came back after the bounds were edited it may not; then {@link Bounds#around} moves the
 * one bound that is in the way, just as far as it must.
 */
final class Amounts {
  /**
   * The most packets that are drawn at once for positions that are alike: their amounts lie in the
   * state and in one event, 64 of them in half a kilobyte.
   */
  static final int MAX_BLOCK = 64;

  private Amounts() {}

  /** What a packet may hold at least and at most. */
  record Bounds(long minCents, long maxCents) {
    /** These bounds, with the minimum lowered or the maximum raised to the mean of what is left. */
    Bounds around(long cents, long packets) {
      return new Bounds(min(minCents, cents / packets), max(maxCents, ceil(cents, packets)));
    }
  }

  static boolean possible(Bounds bounds, long cents, long packets) {
    return packets == 0
        ? cents == 0
        : cents / packets >= bounds.minCents && ceil(cents, packets) <= bounds.maxCents;
  }

  /**
   * Uniform from the minimum to twice the mean of what is left less the minimum, cut to what leaves
   * each later packet between minimum and maximum. With one packet left both bounds are the rest.
   */
  static long doubleMean(Bounds wanted, long cents, long packets, Dice dice) {
    Bounds bounds = wanted.around(cents, packets);
    long others = packets - 1;
    long least = max(bounds.minCents, cents - times(others, bounds.maxCents));
    long most = min(bounds.maxCents, cents - times(others, bounds.minCents));
    // Rounded up as often as down, else small amounts would be smaller for whoever comes early.
    long twiceTheMean = (2 * cents + dice.below(packets)) / packets;
    long fair = max(least, twiceTheMean - bounds.minCents);
    return least + dice.below(min(most, fair) - least + 1);
  }

  /**
   * The amounts of the next packets, in the order in which they are given. Double-mean makes the
   * amounts of those who come late spread wider; in an order that is drawn afterwards, every
   * position of the block has the same distribution.
   */
  static long[] block(Bounds wanted, long cents, long packets, Dice dice) {
    Bounds bounds = wanted.around(cents, packets);
    int size = blockSize(packets);
    long left = share(bounds, cents, packets, size, dice);
    long[] amounts = new long[size];
    for (int i = 0; i < size; i++) {
      amounts[i] = doubleMean(bounds, left, size - i, dice);
      left -= amounts[i];
    }
    for (int i = size - 1; i > 0; i--) {
      int other = (int) dice.below(i + 1);
      long amount = amounts[i];
      amounts[i] = amounts[other];
      amounts[other] = amount;
    }
    return amounts;
  }

  /** As few blocks as possible, and those as alike as possible: 65 packets are 33 and 32. */
  static int blockSize(long packets) {
    return (int) ceil(packets, ceil(packets, MAX_BLOCK));
  }

  /** What a block gets of the whole: its packets' part, rounded by lot, so that it is exact. */
  private static long share(Bounds bounds, long cents, long packets, int size, Dice dice) {
    long others = packets - size;
    long whole = cents / packets * size;
    long rest = cents % packets * size;
    long fair = whole + (rest + dice.below(packets)) / packets;
    long least = max(size * bounds.minCents, cents - times(others, bounds.maxCents));
    long most = min(times(size, bounds.maxCents), cents - times(others, bounds.minCents));
    return max(least, min(most, fair));
  }

  private static long ceil(long cents, long packets) {
    return (cents + packets - 1) / packets;
  }

  /** A product, or what no sum of cents reaches. */
  private static long times(long packets, long cents) {
    return Math.multiplyHigh(packets, cents) == 0 && packets * cents >= 0
        ? packets * cents
        : Long.MAX_VALUE >> 1;
  }
}
