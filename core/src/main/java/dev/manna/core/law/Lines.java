package dev.manna.core.law;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.PrizeRules;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The prizes of a lottery as its draws see them: in a line, those first that are unlocked first, so
 * that what is open to a user is the beginning of the line, however many draws it takes to unlock
 * the rest. Each tier has weights of its own along the same line. A prize that is not enabled has
 * no weight in any.
 */
final class Lines {
  private final int[] itemAt;
  private final int[] placeOf;

  /** By place, after how many draws the prize can be won; ascending. */
  private final int[] unlockAfter;

  /** By item. */
  private final PrizeRules[] rules;

  /** The items that misses win, those first that take fewer of them. */
  final List<Integer> guarantees;

  /** The item of the fallback prize, or -1. */
  final int fallback;

  private final boolean personal;
  private final Line first;

  /** By the first draw for which it is another. */
  private final TreeMap<Long, Line> later = new TreeMap<>();

  Lines(Trail trail, Lottery lottery, Catalog catalog, Items items) {
    int count = items.count();
    rules = new PrizeRules[count];
    for (Prize prize : lottery.prizes()) {
      rules[catalog.number(prize.id())] = prize.rules();
    }
    placeOf = new int[count];
    itemAt = placesByLock(rules, placeOf);
    unlockAfter = Arrays.stream(itemAt).map(item -> rules[item].unlockAfter()).toArray();
    guarantees =
        lottery.prizes().stream()
            .filter(prize -> prize.rules().guaranteedByMiss() > 0 && prize.rules().enabled())
            .sorted(Comparator.comparingInt(prize -> prize.rules().guaranteedByMiss()))
            .map(prize -> catalog.number(prize.id()))
            .toList();
    fallback =
        lottery.whenGone() instanceof Lottery.WhenGone.Fallback named
            ? catalog.number(named.prize())
            : -1;
    personal = !lottery.tiers().isEmpty() || Arrays.stream(rules).anyMatch(rule -> !rule.open());
    boolean[] inStock = new boolean[count];
    for (int place = 0; place < count; place++) {
      inStock[place] = items.available(itemAt[place]) > 0;
    }
    long[] weights = weights(lottery, catalog, List.of());
    first = new Line(trail, lottery.noPrizeWeight(), weights, inStock);
    for (Lottery.Tier tier : lottery.tiers()) {
      long[] others = weights(lottery, catalog, tier.weights());
      later.put((long) tier.fromDraw(), new Line(trail, tier.noPrizeWeight(), others, inStock));
    }
  }

  /** The items in the order of the line; {@code placeOf} is filled with the way back. */
  private static int[] placesByLock(PrizeRules[] rules, int[] placeOf) {
    Integer[] items = new Integer[rules.length];
    Arrays.setAll(items, item -> item);
    Arrays.sort(items, Comparator.comparingInt(item -> rules[item].unlockAfter()));
    int[] itemAt = new int[items.length];
    for (int place = 0; place < items.length; place++) {
      itemAt[place] = items[place];
      placeOf[items[place]] = place;
    }
    return itemAt;
  }

  private long[] weights(Lottery lottery, Catalog catalog, List<Lottery.Share> others) {
    long[] weights = new long[itemAt.length];
    for (Prize prize : lottery.prizes()) {
      weights[placeOf[catalog.number(prize.id())]] = prize.weight();
    }
    for (Lottery.Share share : others) {
      weights[placeOf[catalog.number(share.prize())]] = share.weight();
    }
    for (int place = 0; place < weights.length; place++) {
      weights[place] = rules[itemAt[place]].enabled() ? weights[place] : 0;
    }
    return weights;
  }

  PrizeRules rules(int item) {
    return rules[item];
  }

  int item(int place) {
    return itemAt[place];
  }

  int place(int item) {
    return placeOf[item];
  }

  /** The line of a user's draw, counted from 1. */
  Line of(long draw) {
    Map.Entry<Long, Line> tier = later.isEmpty() ? null : later.floorEntry(draw);
    return tier == null ? first : tier.getValue();
  }

  /** How many places from the first are open to a user who has made so many draws. */
  int open(long draws) {
    int last = unlockAfter.length - 1;
    if (unlockAfter[last] <= draws) {
      return unlockAfter.length;
    }
    int open = 0;
    int locked = last;
    while (open < locked) {
      int middle = (open + locked) >>> 1;
      if (unlockAfter[middle] <= draws) {
        open = middle + 1;
      } else {
        locked = middle;
      }
    }
    return open;
  }

  /** Whether a draw depends on who makes it. */
  boolean personal() {
    return personal;
  }

  void stockChanged(int item, long before, long after) {
    if ((before > 0) != (after > 0)) {
      first.stockChanged(placeOf[item], after > 0);
      later.values().forEach(line -> line.stockChanged(placeOf[item], after > 0));
    }
  }
}
