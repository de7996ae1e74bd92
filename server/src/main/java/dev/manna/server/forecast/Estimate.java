package dev.manna.server.forecast;

/**
 * A figure and the bounds that hold what it truly is in 95 of 100 simulations.
 *
 * @param value what was seen on average, not a number where it was never seen
 * @param low the lower bound, not a number where too few runs saw it
 * @param high the upper bound, likewise
 */
record Estimate(double value, double low, double high) {
  /** The 97.5th percentile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /** The 97.5th percentiles of Student's distribution with 1 to 6 degrees of freedom. */
  private static final double[] FEW = {12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469};

  /**
   * The mean of a figure over independent runs: {@code mean ± t * s / sqrt(n)} (Student, "The
   * probable error of a mean", 1908).
   */
  static Estimate ofMean(Moments runs) {
    if (runs.count() == 0) {
      return new Estimate(Double.NaN, Double.NaN, Double.NaN);
    }
    if (runs.count() == 1) {
      return new Estimate(runs.mean(), Double.NaN, Double.NaN);
    }
    double reach = student(runs.count() - 1) * runs.error();
    return new Estimate(runs.mean(), runs.mean() - reach, runs.mean() + reach);
  }

  /**
   * How many of so many independent trials came true (Wilson, "Probable inference, the law of
   * succession, and statistical inference", 1927): {@code (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) /
   * (1 + z²/n)}.
   */
  static Estimate ofShare(long hits, long trials) {
    double n = trials;
    double p = hits / n;
    double centre = p + Z * Z / (2 * n);
    double reach = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    double whole = 1 + Z * Z / n;
    double low = hits == 0 ? 0 : (centre - reach) / whole;
    double high = hits == trials ? 1 : (centre + reach) / whole;
    return new Estimate(p, low, high);
  }

  /**
   * The share of users of whom something is true. Users of one run compete for the same stock and
   * are not independent, so the runs are what is counted: the mean of their shares. What all or
   * none of the users saw has no variance; there Wilson's bounds over all users stand.
   */
  static Estimate ofChance(Moments shares, long users) {
    if (shares.most() == 0) {
      return ofShare(0, shares.count() * users);
    }
    if (shares.least() == 1) {
      return ofShare(shares.count() * users, shares.count() * users);
    }
    Estimate mean = ofMean(shares);
    return new Estimate(mean.value(), Math.max(0, mean.low()), Math.min(1, mean.high()));
  }

  /**
   * The 97.5th percentile of Student's distribution: Abramowitz and Stegun, "Handbook of
   * Mathematical Functions", 26.7.5, right to three digits from seven degrees of freedom on.
   */
  private static double student(long freedom) {
    if (freedom <= FEW.length) {
      return FEW[(int) freedom - 1];
    }
    double n = freedom;
    double z3 = Z * Z * Z;
    double z5 = z3 * Z * Z;
    double z7 = z5 * Z * Z;
    return Z
        + (z3 + Z) / (4 * n)
        + (5 * z5 + 16 * z3 + 3 * Z) / (96 * n * n)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * n * n * n);
  }

  /** Whether both may well be the same: their bounds meet. */
  boolean meets(Estimate other) {
    return !(low > other.high) && !(high < other.low);
  }
}
