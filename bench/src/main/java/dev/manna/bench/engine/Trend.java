package dev.manna.bench.engine;

/**
 * How fast something grows, by least squares over what was seen: {@code (n Σxy - Σx Σy) / (n Σx² -
 * (Σx)²)}. One thread adds, another may ask.
 */
final class Trend {
  private double beginSeconds;
  private long count;
  private double sumX;
  private double sumY;
  private double sumXx;
  private double sumXy;

  synchronized void reset() {
    count = 0;
    sumX = 0;
    sumY = 0;
    sumXx = 0;
    sumXy = 0;
  }

  /** So much was seen at a time, in seconds from any moment on. */
  synchronized void add(double atSeconds, double much) {
    // Squares of a clock's own seconds would leave no digits for the difference of two.
    beginSeconds = count == 0 ? atSeconds : beginSeconds;
    double x = atSeconds - beginSeconds;
    count++;
    sumX += x;
    sumY += much;
    sumXx += x * x;
    sumXy += x * much;
  }

  /** How much it grows in a second; 0 where it was seen at one moment at most. */
  synchronized double perSecond() {
    double spread = count * sumXx - sumX * sumX;
    return spread > 0 ? (count * sumXy - sumX * sumY) / spread : 0;
  }
}
