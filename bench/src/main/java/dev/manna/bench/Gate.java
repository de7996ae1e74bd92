package dev.manna.bench;

import java.util.Locale;

/**
 * What a figure is held against.
 *
 * @param atLeast whether more is better
 * @param bound the least or the most that meets the gate
 * @param binding whether missing it is a defect; otherwise it is there for information
 */
public record Gate(boolean atLeast, double bound, boolean binding) {
  public static Gate atLeast(double bound) {
    return new Gate(true, bound, true);
  }

  public static Gate atMost(double bound) {
    return new Gate(false, bound, true);
  }

  /** The same, for information. */
  public Gate forInformation() {
    return new Gate(atLeast, bound, false);
  }

  boolean isMetBy(double figure) {
    return atLeast ? figure >= bound : figure <= bound;
  }

  String verdictOn(double figure) {
    if (isMetBy(figure)) {
      return "met";
    }
    double missing = (atLeast ? bound - figure : figure - bound) / bound;
    return String.format(Locale.ROOT, "missed by %.0f %%", Math.max(1, 100 * missing));
  }

  @Override
  public String toString() {
    String text = (atLeast ? ">= " : "<= ") + Figure.plain(bound);
    return binding ? text : "(" + text + ")";
  }
}
