package dev.manna.bench;

import java.util.Arrays;

/**
 * Figures of two sides that took turns, so that whatever else the machine did met both alike. The
 * ratio is the median of the pairs' ratios, which is not the ratio of the medians.
 */
public record Pairs(double ours, double theirs, double ratio) {
  /** One turn of one side. */
  @FunctionalInterface
  public interface Turn {
    double take() throws Exception;
  }

  /** Lets two sides take turns; who begins changes with each pair. */
  public static Pairs of(int count, Turn ours, Turn theirs) throws Exception {
    double[] mine = new double[count];
    double[] other = new double[count];
    double[] ratios = new double[count];
    for (int i = 0; i < count; i++) {
      if (i % 2 == 0) {
        mine[i] = ours.take();
        other[i] = theirs.take();
      } else {
        other[i] = theirs.take();
        mine[i] = ours.take();
      }
      ratios[i] = mine[i] / other[i];
    }
    return new Pairs(median(mine), median(other), median(ratios));
  }

  /** The middle of the figures, which stay as they are. */
  public static double median(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
