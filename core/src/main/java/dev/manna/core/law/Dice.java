package dev.manna.core.law;

/**
 * As many numbers as a claim needs out of the one it was given, the same ones for the same seed:
 * SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
 */
final class Dice {
  private long state;

  Dice(long seed) {
    state = seed;
  }

  private long next() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * A number from 0 to {@code bound - 1}, each exactly as likely: the high half of a 128-bit
   * product, drawn again where the low half falls into the part that does not divide (Lemire, "Fast
   * random integer generation in an interval", 2019).
   */
  long below(long bound) {
    long random = next();
    long low = random * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long uneven = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, uneven) < 0) {
        random = next();
        low = random * bound;
      }
    }
    return Math.unsignedMultiplyHigh(random, bound);
  }
}
