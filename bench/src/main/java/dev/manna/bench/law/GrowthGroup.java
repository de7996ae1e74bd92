package dev.manna.bench.law;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Group;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.bench.engine.EngineGrowth;
import dev.manna.core.law.Prepared;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What a claim costs where many users, claims and SKUs are known already, and where few are. */
public final class GrowthGroup implements Group {
  private static final int FEW = 1_000;
  private static final Gate GATE = Gate.atMost(3);

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public String heap() {
    return "10g";
  }

  @Override
  public List<Row> measure(Bench bench) throws Exception {
    int users = bench.size(10_000_000, 10_000);
    int skus = bench.size(400_000, 10_000);
    return List.of(
        users(bench, users),
        skus(bench, skus),
        HoldGrowth.row(bench, FEW, users, GATE),
        EngineGrowth.row(bench, FEW, users, GATE));
  }

  private static Row users(Bench bench, int many) throws Exception {
    int timed = bench.size(200_000, 2_000);
    StringBuilder between = new StringBuilder();
    for (int known = FEW * 10; known < many; known *= 10) {
      bench.say(known + " users known");
      Known some = new Known(known, 1);
      some.nanosPerClaim(timed);
      double nanos =
          Pairs.median(
              some.nanosPerClaim(timed), some.nanosPerClaim(timed), some.nanosPerClaim(timed));
      between.append(String.format(Locale.ROOT, ", %.0f ns with %,d", nanos, known));
    }
    bench.say(many + " users known against " + FEW);
    Pairs pairs = pairs(bench, new Known(many, 1), new Known(FEW, 1), timed);
    return Row.of("growth", many + " users / " + FEW, "ns/claim", pairs)
        .against(GATE)
        .durable("memory")
        .note("each user has a claim already, and claims under a new key" + between);
  }

  private static Row skus(Bench bench, int many) throws Exception {
    bench.say(many + " SKUs against " + FEW);
    int users = bench.size(100_000, 1_000);
    int timed = bench.size(100_000, 1_000);
    Pairs pairs = pairs(bench, new Known(users, many), new Known(users, FEW), timed);
    return Row.of("growth", many + " SKUs / " + FEW, "ns/claim", pairs)
        .against(GATE)
        .durable("memory")
        .note(
            "orders of one SKU at random, "
                + users
                + " users; a campaign has 400,000 SKUs at most");
  }

  private static Pairs pairs(Bench bench, Known many, Known few, int timed) throws Exception {
    for (int i = 0; i < bench.size(3, 1); i++) {
      many.nanosPerClaim(timed);
      few.nanosPerClaim(timed);
    }
    return Pairs.of(bench.pairs(), () -> many.nanosPerClaim(timed), () -> few.nanosPerClaim(timed));
  }

  /** So many users, each with one claim; made anew where measuring would change their number. */
  private static final class Known {
    private static final int CHUNK = 100_000;

    private final int users;
    private final int items;
    private final Giveaway kind;
    private final SplittableRandom random = new SplittableRandom(3);
    private Feeder feeder;
    private int claims;

    Known(int users, int items) {
      this.users = users;
      this.items = items;
      kind = items == 1 ? Giveaway.LOTTERY : Giveaway.SALE;
      feeder = made();
    }

    private Feeder made() {
      Feeder fresh = new Feeder();
      fresh.define(kind.id(), kind.definition(items));
      for (int from = 0; from < users; from += CHUNK) {
        int count = Math.min(CHUNK, users - from);
        Prepared[] first = new Prepared[count];
        for (int i = 0; i < count; i++) {
          first[i] = fresh.prepare(kind.claim("user-" + (from + i), "first", 0));
        }
        fresh.feed(first, count);
      }
      claims = users;
      return fresh;
    }

    /** Of so many claims of random users, never so many that there are twice as many as users. */
    double nanosPerClaim(int timed) {
      long nanos = 0;
      int left = timed;
      while (left > 0) {
        int some = Math.min(left, users);
        if (claims + some > 2 * users && items == 1) {
          feeder = made();
        }
        Prepared[] requests = claims(some);
        long began = System.nanoTime();
        feeder.feed(requests, some);
        nanos += System.nanoTime() - began;
        claims += some;
        left -= some;
      }
      return (double) nanos / timed;
    }

    private Prepared[] claims(int count) {
      Prepared[] requests = new Prepared[count];
      for (int i = 0; i < count; i++) {
        String key = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
        String user = "user-" + random.nextInt(users);
        requests[i] = feeder.prepare(kind.claim(user, key, random.nextInt(items)));
      }
      return requests;
    }
  }
}
