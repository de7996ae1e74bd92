package dev.manna.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Orders in the shape of a real shop's: few SKUs are in most baskets, most baskets are short and a
 * few very long, and one in nine lists a SKU more than once.
 */
final class GeneratedOrders {
  private static final int SKUS = 1_000;
  private static final int LONGEST = 1_114;

  private GeneratedOrders() {}

  /** So many baskets, SKUs separated by commas; the same for the same seed. */
  static List<String> baskets(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> baskets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> basket = new ArrayList<>();
      int lines = i == count / 2 ? LONGEST : lines(random);
      while (basket.size() < lines) {
        String sku = sku(random);
        basket.add(sku);
        if (random.nextInt(9 * lines) == 0 && basket.size() < lines) {
          basket.add(sku);
        }
      }
      baskets.add(String.join(",", basket));
    }
    return baskets;
  }

  /** A heavy tail: half of the baskets have up to 10 lines, one in a thousand some hundreds. */
  private static int lines(SplittableRandom random) {
    return (int) Math.min(LONGEST, 1 + 8 * Math.pow(1 / (1 - random.nextDouble()), 0.7));
  }

  /** Zipf's law, nearly: the popularity of a SKU falls with its rank. */
  private static String sku(SplittableRandom random) {
    int rank = (int) Math.pow(SKUS, random.nextDouble());
    // Real codes hold what Manna's ids do not.
    return rank % 97 == 0 ? "GIFT SET/" + rank : (20_000 + rank) + (rank % 7 == 0 ? "A" : "");
  }
}
