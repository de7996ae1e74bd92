package dev.manna.core.law;

import java.util.Arrays;

/**
 * Stretches of a line that are left out of a claim's draws: prizes that the claim itself has
 * exhausted, and prizes of which the user may not win more. They are few, so they are kept beside
 * the line and not taken out of it.
 */
final class Gaps {
  private static final int[] NO_PLACES = {};
  private static final long[] NO_BEGINS = {};

  private final Line line;
  private int[] places = NO_PLACES;

  /** By gap, in the order of the line: where its stretch begins on the whole line. */
  private long[] begins = NO_BEGINS;

  private long sum;

  Gaps(Line line) {
    this.line = line;
  }

  Line line() {
    return line;
  }

  long sum() {
    return sum;
  }

  void add(int place) {
    int at = Arrays.binarySearch(places, place);
    if (at >= 0) {
      return;
    }
    int size = places.length;
    places = Arrays.copyOf(places, size + 1);
    begins = Arrays.copyOf(begins, size + 1);
    System.arraycopy(places, ~at, places, ~at + 1, size - ~at);
    System.arraycopy(begins, ~at, begins, ~at + 1, size - ~at);
    places[~at] = place;
    begins[~at] = line.free.before(place);
    sum += line.weight(place);
  }

  /** The same places on another tier's line. */
  Gaps on(Line other) {
    Gaps gaps = new Gaps(other);
    for (int place : places) {
      gaps.add(place);
    }
    return gaps;
  }

  /** From a point on the line without the gaps to one on the whole line. */
  long past(long point) {
    long whole = point;
    for (int i = 0; i < places.length && whole >= begins[i]; i++) {
      whole += line.weight(places[i]);
    }
    return whole;
  }
}
