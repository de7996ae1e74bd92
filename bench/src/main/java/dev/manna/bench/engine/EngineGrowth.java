package dev.manna.bench.engine;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.core.Request;
import dev.manna.engine.EngineOptions;

/** What a durable claim takes in an engine that knows many users, and in one that knows few. */
public final class EngineGrowth {
  private static final int CHUNK = 200_000;

  private EngineGrowth() {}

  /** Compares an engine of many users with one of few. */
  public static Row row(Bench bench, int few, int many, Gate gate) throws Exception {
    bench.say("an engine that knows " + many + " users against one that knows " + few);
    EngineOptions options = RunningEngine.options(bench).withSnapshotEvents(Long.MAX_VALUE);
    try (RunningEngine large = RunningEngine.start(bench.folder().resolve("many"), options);
        RunningEngine small = RunningEngine.start(bench.folder().resolve("few"), options)) {
      Shop largeShop = opened(large, many);
      Shop smallShop = opened(small, few);
      int size = bench.size(300_000, 2_000);
      for (int i = 0; i < bench.size(3, 1); i++) {
        nanosPerClaim(largeShop, size);
        nanosPerClaim(smallShop, size);
      }
      Pairs pairs =
          Pairs.of(
              bench.pairs(),
              () -> nanosPerClaim(largeShop, size),
              () -> nanosPerClaim(smallShop, size));
      return Row.of("growth", "engine, " + many + " users / " + few, "ns/claim", pairs)
          .against(gate)
          .durable("fsync")
          .note("durable claims of users at random, all of whom have claimed before");
    }
  }

  private static Shop opened(RunningEngine running, int users) {
    Shop shop = new Shop(running, users);
    shop.lottery(Shop.LOTTERY);
    for (int from = 0; from < users; from += CHUNK) {
      Request[] first = Claims.introductions(Shop.LOTTERY, from, Math.min(users, from + CHUNK));
      shop.claimsPerSecond(Shop.LOTTERY, first);
    }
    return shop;
  }

  private static double nanosPerClaim(Shop shop, int size) {
    return 1e9 / shop.claimsPerSecond(Shop.LOTTERY, shop.claims().draws(Shop.LOTTERY, 1, size));
  }
}
