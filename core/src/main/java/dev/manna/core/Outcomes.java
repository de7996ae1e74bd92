package dev.manna.core;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * What the draws of a claim won, in order: an item each, or {@link Event.Drawn#MISS}. It is a list
 * as any other, kept without an object a draw.
 */
public final class Outcomes extends AbstractList<Integer> implements RandomAccess {
  private final int[] items;
  private final int wins;

  private Outcomes(int[] items) {
    this.items = items;
    int won = 0;
    for (int item : items) {
      won += item == Event.Drawn.MISS ? 0 : 1;
    }
    wins = won;
  }

  /** The first {@code count} of an array that nobody changes any more. */
  public static Outcomes of(int[] items, int count) {
    return new Outcomes(count == items.length ? items : Arrays.copyOf(items, count));
  }

  /** A copy of a list. */
  public static Outcomes of(List<Integer> items) {
    return items instanceof Outcomes same
        ? same
        : new Outcomes(items.stream().mapToInt(Integer::intValue).toArray());
  }

  /** What a draw, counted from 0, won. */
  public int at(int draw) {
    return items[draw];
  }

  /** How many draws won. */
  public int wins() {
    return wins;
  }

  @Override
  public Integer get(int draw) {
    return items[draw];
  }

  @Override
  public int size() {
    return items.length;
  }
}
