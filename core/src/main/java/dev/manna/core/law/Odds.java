package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;

/**
 * What a draw falls on. For a lottery the weights of its prizes, and apart the weights of those
 * that have stock; for a fixed split the packets left of each denomination.
 */
final class Odds {
  private static final long[] NONE = {};

  /** By item, as defined; empty where there is nothing to draw. */
  private final long[] weights;

  /** All weights as defined, whatever the stock. */
  final Weights all;

  /** The weights of what there is. */
  final Weights free;

  /** The item of the fallback prize, or -1. */
  final int fallback;

  private final boolean countsStock;

  private Odds(Weights all, Weights free, long[] weights, int fallback, boolean countsStock) {
    this.all = all;
    this.free = free;
    this.weights = weights;
    this.fallback = fallback;
    this.countsStock = countsStock;
  }

  /** Of a campaign that is not defined yet. */
  static Odds none(Trail trail) {
    return new Odds(new Weights(trail, NONE), new Weights(trail, NONE), NONE, -1, false);
  }

  static Odds of(Trail trail, Campaign definition, Catalog catalog, Items items) {
    if (definition instanceof Lottery lottery) {
      return ofLottery(trail, lottery, catalog, items);
    }
    boolean fixed = definition instanceof RedPacket rain && rain.split() instanceof Split.Fixed;
    long[] left = new long[fixed ? items.count() : 0];
    for (int item = 1; item < left.length; item++) {
      left[item] = items.available(item);
    }
    return new Odds(new Weights(trail, NONE), new Weights(trail, left), NONE, -1, fixed);
  }

  private static Odds ofLottery(Trail trail, Lottery lottery, Catalog catalog, Items items) {
    long[] weights = new long[items.count()];
    for (Prize prize : lottery.prizes()) {
      weights[catalog.number(prize.id())] = prize.weight();
    }
    long[] free = weights.clone();
    for (int item = 0; item < free.length; item++) {
      free[item] = items.available(item) > 0 ? weights[item] : 0;
    }
    int fallback =
        lottery.whenGone() instanceof Lottery.WhenGone.Fallback named
            ? catalog.number(named.prize())
            : -1;
    return new Odds(
        new Weights(trail, weights), new Weights(trail, free), weights, fallback, false);
  }

  long weight(int item) {
    return weights[item];
  }

  void stockChanged(int item, long before, long after) {
    if (countsStock) {
      free.change(item, after - before);
    } else if (weights.length > 0 && (before > 0) != (after > 0)) {
      free.change(item, after > 0 ? weights[item] : -weights[item]);
    }
  }
}
