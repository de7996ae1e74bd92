package dev.manna.server.forecast;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** How the claims of a crowd spread over the time that it comes in. */
public enum Arrivals {
  /** Alike at all times. */
  STEADY,
  /** Ten times as many at the begin as at the end, falling evenly. */
  FALLING,
  /** Ten times as many at the end as at the begin, rising evenly. */
  RISING,
  /** Half of them in the first second, the others alike at all times. */
  SPIKE;

  private static final double SECOND = 1_000;

  /** The name as options and reports write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The moments of so many claims, sorted, in milliseconds from 0 to below {@code millis}. */
  long[] moments(int claims, long millis, SplittableRandom luck) {
    long[] moments = new long[claims];
    for (int i = 0; i < claims; i++) {
      moments[i] = Math.min(millis - 1, (long) (at(luck, millis) * millis));
    }
    Arrays.sort(moments);
    return moments;
  }

  /** One claim's moment as a share of the time. */
  private double at(SplittableRandom luck, long millis) {
    double u = luck.nextDouble();
    return switch (this) {
      case STEADY -> u;
      case FALLING -> falling(u);
      case RISING -> 1 - falling(1 - u);
      case SPIKE -> luck.nextBoolean() ? u * Math.min(1, SECOND / millis) : u;
    };
  }

  /**
   * Where the distribution with the density {@code (10 - 9x) / 5.5} on 0 to 1 reaches {@code u}:
   * the root of {@code (10x - 4.5x^2) / 5.5 = u}.
   */
  private static double falling(double u) {
    return (10 - Math.sqrt(100 - 99 * u)) / 9;
  }
}
