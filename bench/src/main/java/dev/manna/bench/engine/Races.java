package dev.manna.bench.engine;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.core.Request;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One node, and several that race, for one hot SKU. */
final class Races {
  private static final String OURS =
      "every claim wins one unit of one SKU, for one of 100,000 users at random, who may have ten"
          + " million";

  private static final int PER_USER = 10_000_000;
  private static final double PERCENTILE = 99;

  /**
   * Turns at half load before it is measured: batches are smaller then, and the compiler needs a
   * core for some seconds to make them fast.
   */
  private static final int WARM_UP = 4;

  private final Bench bench;
  private final RedisProcess redis;
  private final RedisNodes alone;
  private final RedisNodes together;
  private final String durability;
  private final Shop one;
  private final Shop several;
  private final int size;

  /** The median of those that race, when {@link #rows} has measured it. */
  private double perSecond;

  Races(Bench bench, RedisProcess redis, RedisNodes alone, RedisNodes together, String durability) {
    this.bench = bench;
    this.redis = redis;
    this.alone = alone;
    this.together = together;
    this.durability = durability;
    one = shop(alone);
    several = shop(together);
    size = bench.size(300_000, 5_000);
  }

  private static Shop shop(RedisNodes nodes) {
    Shop shop = new Shop(nodes.nodes(), Shop.USERS);
    shop.limitedSale(Shop.HOT, Shop.ONE_SKU, PER_USER);
    return shop;
  }

  List<Row> rows() throws Exception {
    for (int i = 0; i < bench.size(4, 0); i++) {
      turn(one);
      turn(several);
    }
    return List.of(
        againstScript("durable claims / script a claim", one, 2),
        againstScript("four nodes / script a claim", several, 1),
        againstOne(),
        atHalfLoad());
  }

  private Row againstScript(String name, Shop ours, double gate) throws Exception {
    bench.say(name + ", " + durability);
    Optional<Path> program = OnPath.find("redis-benchmark");
    if (program.isEmpty()) {
      return Row.notMeasured(RedisGroup.NAME, name, "no redis-benchmark (apt install redis-tools)");
    }
    ClaimScript script = ClaimScript.in(redis, program.get());
    int calls = ClaimScript.PIPELINED * bench.size(20_000, 300);
    Pairs pairs =
        Pairs.of(bench.pairs(), () -> turn(ours), () -> script.perSecond(calls, PER_USER));
    return Row.of(RedisGroup.NAME, name, "/s", pairs)
        .against(Gate.atLeast(gate))
        .durable(durability)
        .note(
            OURS
                + "; on the other side a script decides one claim a call on the same Redis, with"
                + " the user's uses, the key's reply, the units and a stream's entry, asked for by"
                + " redis-benchmark with "
                + ClaimScript.CLIENTS
                + " clients and "
                + ClaimScript.PIPELINED
                + " calls of each under way");
  }

  private Row againstOne() throws Exception {
    bench.say("four nodes / one node, " + durability);
    Pairs pairs = Pairs.of(bench.pairs(), () -> turn(several), () -> turn(one));
    perSecond = pairs.ours();
    return Row.of(RedisGroup.NAME, "four nodes / one node", "/s", pairs)
        .against(Gate.atLeast(0.8))
        .durable(durability)
        .note(OURS + "; a quarter of the claims at each node, which all run here: " + races());
  }

  private Row atHalfLoad() throws IOException {
    bench.say("time to the answer at half load, " + durability);
    double rate = perSecond / 2;
    int count = (int) (rate * bench.size(2_000, 50) / 1e3);
    double[] millis = new double[bench.pairs()];
    for (int i = -bench.size(WARM_UP, 0); i < millis.length; i++) {
      Request[] requests = several.claims().deducts(Shop.HOT, Shop.ONE_SKU, count);
      double found =
          OpenLoop.run(together.nodes(), requests, rate).getValueAtPercentile(PERCENTILE) / 1e6;
      if (i >= 0) {
        millis[i] = found;
      }
    }
    return Row.of(RedisGroup.NAME, "p99 of four nodes at half load", "ms", Pairs.median(millis))
        .against(Gate.atMost(10))
        .durable(durability)
        .note(
            String.format(
                Locale.ROOT,
                "%,.0f claims/s, a quarter at each node, each timed from when it was due to its"
                    + " answer",
                rate));
  }

  private double turn(Shop shop) {
    Request[] requests = shop.claims().deducts(Shop.HOT, Shop.ONE_SKU, size);
    // They are the bench's, not the nodes': the collector moves them now, and not in our time.
    System.gc();
    double rate = shop.claimsPerSecond(Shop.HOT, requests);
    alone.requireDrained();
    together.requireDrained();
    return rate;
  }

  private String races() {
    return String.join(", ", together.nodes().stream().map(RunningNode::races).toList());
  }
}
