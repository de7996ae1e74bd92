package dev.manna.bench.engine;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.core.Request;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** How long a claim waits for its answer while the engine is half busy. */
final class Acknowledgement {
  private static final double PERCENTILE = 99;

  private final Bench bench;
  private final RunningEngine running;
  private final BareDisk bare;
  private final Shop shop;

  Acknowledgement(Bench bench, RunningEngine running, BareDisk bare, Shop shop) {
    this.bench = bench;
    this.running = running;
    this.bare = bare;
    this.shop = shop;
  }

  Row row(double perSecond) throws Exception {
    bench.say("time to the answer at half load");
    long nanos = bench.size(1_500, 50) * 1_000_000L;
    acknowledged(perSecond, nanos);
    Pairs pairs =
        Pairs.of(
            bench.pairs(), () -> acknowledged(perSecond, nanos), () -> micros(bare.syncs(nanos)));
    return Row.of("engine", "p99 at half load / bare sync", "us", pairs)
        .against(Gate.atMost(2.5))
        .durable("fsync")
        .note(
            String.format(
                Locale.ROOT,
                "%,.0f claims/s, each timed from when it was due to its answer; a bare sync writes"
                    + " one block of 4 KiB and calls fdatasync",
                perSecond));
  }

  private double acknowledged(double perSecond, long nanos) {
    int count = (int) (perSecond * nanos / 1e9);
    Request[] requests = shop.claims().deducts(Shop.HOT, Shop.ONE_SKU, count);
    return micros(OpenLoop.run(running, requests, perSecond));
  }

  private static double micros(Histogram histogram) {
    return histogram.getValueAtPercentile(PERCENTILE) / 1e3;
  }
}
