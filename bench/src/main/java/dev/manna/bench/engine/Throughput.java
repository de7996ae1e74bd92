package dev.manna.bench.engine;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.core.Request;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Wins of one hot SKU, as many as go: against exchange-core, and against what the machine allows.
 */
final class Throughput {
  private static final String NOTE =
      "every claim wins one unit of one SKU, for one of 100,000 users at random; on the other side"
          + " every order buys one unit of one symbol, exchange-core journaling as it does by"
          + " default, each write synced; both have their requests made before, and one thread that"
          + " sends them";

  private final Bench bench;
  private final RunningEngine running;
  private final BareDisk bare;
  private final Shop shop;
  private final int size;
  private double perSecond;

  /** What the measured turns cost, and how many claims they had. */
  private Effort effort = Effort.NONE;

  private long claims;

  Throughput(Bench bench, RunningEngine running, BareDisk bare, Shop shop) {
    this.bench = bench;
    this.running = running;
    this.bare = bare;
    this.shop = shop;
    size = bench.size(400_000, 5_000);
  }

  /** The median of our turns, when {@link #rows} has measured it. */
  double perSecond() {
    return perSecond;
  }

  List<Row> rows() throws Exception {
    bench.say("durable claims against exchange-core");
    Optional<String> missing = ExchangeCore.missing();
    if (missing.isPresent()) {
      Row other = Row.notMeasured("engine", "durable claims / exchange-core", missing.get());
      warm();
      double[] ours = new double[bench.pairs()];
      for (int i = 0; i < ours.length; i++) {
        ours[i] = turn();
      }
      perSecond = Pairs.median(ours);
      return List.of(other, bound());
    }
    try (ExchangeCore exchange = ExchangeCore.start(bench.folder(), Shop.USERS)) {
      for (int i = 0; i < bench.size(4, 1); i++) {
        exchange.ordersPerSecond(size);
      }
      warm();
      Pairs pairs = Pairs.of(bench.pairs(), this::turn, () -> exchange.ordersPerSecond(size));
      perSecond = pairs.ours();
      Row row = Row.of("engine", "durable claims / exchange-core", "/s", pairs);
      return List.of(row.against(Gate.atLeast(2)).durable("fsync, O_DSYNC").note(NOTE), bound());
    }
  }

  private void warm() throws IOException {
    for (int i = 0; i < bench.size(4, 1); i++) {
      turn();
    }
    effort = Effort.NONE;
    claims = 0;
  }

  private double turn() throws IOException {
    Request[] requests = shop.claims().deducts(Shop.HOT, Shop.ONE_SKU, size);
    Effort before = Effort.of(running);
    double rate = shop.claimsPerSecond(Shop.HOT, requests);
    effort = effort.plus(Effort.of(running).minus(before));
    claims += requests.length;
    return rate;
  }

  /** min(1 / CPU of an event, disk / bytes of an event, in flight / 1.5 syncs), as a rate. */
  private Row bound() throws IOException {
    double cores = Runtime.getRuntime().availableProcessors();
    double writer = (double) effort.writerNanos() / claims;
    double all = (double) effort.cpuNanos() / claims;
    double bytes = (double) effort.writtenBytes() / claims;
    double syncNanos = bare.syncs(bench.size(300, 20) * 1_000_000L).getValueAtPercentile(50);
    double diskRate = bare.bytesPerSecond();
    double byCpu = 1e9 / Math.max(writer, all / cores);
    double byDisk = bytes <= 0 ? Double.MAX_VALUE : diskRate / bytes;
    double bySync = ClosedLoop.WINDOW * 1e9 / (1.5 * syncNanos);
    double bound = Math.min(byCpu, Math.min(byDisk, bySync));
    return Row.of(
            "engine",
            "durable claims / own bound",
            "/s",
            new Pairs(perSecond, bound, perSecond / bound))
        .against(Gate.atLeast(0.75).forInformation())
        .durable("fsync")
        .note(
            String.format(
                Locale.ROOT,
                "a claim costs %.0f ns of the writer's CPU, %.0f ns of all CPU and %.0f bytes"
                    + " written; the disk takes %.0f MB/s and syncs a block in %.0f us; the bound"
                    + " is the least that these allow: %,.0f, %,.0f and %,.0f /s",
                writer,
                all,
                bytes,
                diskRate / 1e6,
                syncNanos / 1e3,
                byCpu,
                byDisk,
                bySync));
  }
}
