package dev.manna.bench.engine;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import java.util.List;

/** Claims of different shapes over one engine. */
final class Shapes {
  private static final int DRAWS = 32;

  private final Bench bench;
  private final Shop shop;
  private final int size;

  Shapes(Bench bench, Shop shop) {
    this.bench = bench;
    this.shop = shop;
    size = bench.size(300_000, 5_000);
  }

  Row hotAgainstWide() throws Exception {
    bench.say("one hot SKU against 10,000");
    warm(() -> orders(Shop.WIDE, Shop.MANY_SKUS));
    Pairs pairs =
        Pairs.of(
            bench.pairs(),
            () -> orders(Shop.HOT, Shop.ONE_SKU),
            () -> orders(Shop.WIDE, Shop.MANY_SKUS));
    return Row.of("engine", "one hot SKU / 10,000 SKUs", "/s", pairs)
        .against(Gate.atLeast(0.9))
        .durable("fsync")
        .note("the same claims, of one SKU and of 10,000 alike");
  }

  private double orders(String campaign, List<String> skus) {
    return shop.claimsPerSecond(campaign, shop.claims().deducts(campaign, skus, size));
  }

  Row manyDraws() throws Exception {
    bench.say("32 draws in a request against one");
    warm(() -> draws(1, size));
    warm(() -> draws(DRAWS, size / 8));
    Pairs pairs = Pairs.of(bench.pairs(), () -> draws(DRAWS, size / 8), () -> draws(1, size));
    return Row.of("engine", "32 draws a request / single", "draws/s", pairs)
        .against(Gate.atLeast(8))
        .durable("fsync")
        .note("a lottery in which one of ten draws wins; counted are draws");
  }

  private double draws(int each, int requests) {
    return each
        * shop.claimsPerSecond(Shop.LOTTERY, shop.claims().draws(Shop.LOTTERY, each, requests));
  }

  Row soldOut() throws Exception {
    bench.say("answers when sold out");
    shop.sale(Shop.SCARCE, Shop.ONE_SKU, size);
    orders(Shop.SCARCE, Shop.ONE_SKU);
    warm(this::refusals);
    double[] rates = new double[bench.pairs()];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = refusals();
    }
    return Row.of("engine", "sold out", "answers/s", Pairs.median(rates))
        .durable("nothing to write")
        .note("claims of a SKU that is gone: answers, not wins");
  }

  private double refusals() {
    return shop.refusalsPerSecond(shop.claims().deducts(Shop.SCARCE, Shop.ONE_SKU, size));
  }

  private void warm(Pairs.Turn turn) throws Exception {
    for (int i = 0; i < bench.size(2, 0); i++) {
      turn.take();
    }
  }
}
