package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Lottery;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a draw falls on. For a lottery the lines of its prizes; for a fixed split the packets left
 * of each denomination.
 */
final class Odds {
  private static final long[] NONE = {};

  /** By item, how much there is of it, where that is its weight. */
  final Weights free;

  private final boolean countsStock;
  private final @Nullable Lines lines;

  private Odds(Weights free, boolean countsStock, @Nullable Lines lines) {
    this.free = free;
    this.countsStock = countsStock;
    this.lines = lines;
  }

  /** Of a campaign that is not defined yet. */
  static Odds none(Trail trail) {
    return new Odds(new Weights(trail, NONE), false, null);
  }

  static Odds of(Trail trail, Campaign definition, Catalog catalog, Items items) {
    if (definition instanceof Lottery lottery) {
      return new Odds(new Weights(trail, NONE), false, new Lines(trail, lottery, catalog, items));
    }
    boolean fixed = definition instanceof RedPacket rain && rain.split() instanceof Split.Fixed;
    long[] left = new long[fixed ? items.count() : 0];
    for (int item = 1; item < left.length; item++) {
      left[item] = RainPlan.Good.names(catalog.id(item)) ? 0 : items.available(item);
    }
    return new Odds(new Weights(trail, left), fixed, null);
  }

  /** Of a lottery. */
  Lines lines() {
    return Objects.requireNonNull(lines, "only a lottery has lines");
  }

  void stockChanged(int item, long before, long after) {
    if (countsStock) {
      free.change(item, after - before);
    } else if (lines != null) {
      lines.stockChanged(item, before, after);
    }
  }
}
