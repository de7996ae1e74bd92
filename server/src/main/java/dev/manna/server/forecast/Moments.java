package dev.manna.server.forecast;

/**
 * Mean and variance of one figure over the runs, kept without the runs (Welford, "Note on a method
 * for calculating corrected sums of squares and products", 1962).
 */
final class Moments {
  private long count;
  private double mean;
  private double squares;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  /** A figure that was 0 in all runs so far. */
  static Moments ofZeros(long count) {
    Moments zeros = new Moments();
    zeros.count = count;
    if (count > 0) {
      zeros.least = 0;
      zeros.most = 0;
    }
    return zeros;
  }

  void add(double value) {
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
    least = Math.min(least, value);
    most = Math.max(most, value);
  }

  long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  double least() {
    return least;
  }

  double most() {
    return most;
  }

  /** The standard error of the mean. */
  double error() {
    return Math.sqrt(squares / (count - 1) / count);
  }
}
