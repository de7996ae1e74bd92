package dev.manna.webhook;

import java.util.random.RandomGenerator;

/** How long to wait after an attempt has failed: twice as long each time, and never all at once. */
final class Backoff {
  /** How long something is tried: a receiver that is away over night misses nothing. */
  static final long GIVE_UP_MILLIS = 24 * 3_600_000L;

  private static final long FIRST_MILLIS = 5_000;

  /** A target that is back hears of everything within this. */
  private static final long LONGEST_MILLIS = 900_000;

  private static final int MOST_DOUBLINGS = 20;

  private final RandomGenerator chance;

  Backoff(RandomGenerator chance) {
    this.chance = chance;
  }

  /**
   * When to try again, or -1 for never.
   *
   * @param attempts how many have failed, the last one now
   * @param firstMillis when the first was made
   */
  long nextMillis(int attempts, long firstMillis, long nowMillis) {
    long end = firstMillis + GIVE_UP_MILLIS;
    if (nowMillis >= end) {
      return -1;
    }
    long pause = Math.min(FIRST_MILLIS << Math.min(attempts - 1, MOST_DOUBLINGS), LONGEST_MILLIS);
    // Between half of it and the whole, so that what failed together does not come together.
    long jittered = pause / 2 + chance.nextLong(pause / 2 + 1);
    return Math.min(nowMillis + jittered, end);
  }
}
