package dev.manna.bench.law;

import dev.manna.bench.Bench;
import dev.manna.bench.Gate;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.bench.Unverified;
import dev.manna.core.Command;
import dev.manna.core.law.Prepared;
import java.util.List;
import java.util.SplittableRandom;

/** What it costs to hold goods and to let the hold expire, beside many holds and beside few. */
final class HoldGrowth {
  /** Longer than the measurement lasts: what is open stays open. */
  private static final long LONG_MILLIS = 900_000_000;

  /** The timed holds are of two lengths, as those of a shop are. */
  private static final long SHORT_MILLIS = 1_000;

  private static final int CHUNK = 100_000;

  private HoldGrowth() {}

  static Row row(Bench bench, int few, int many, Gate gate) throws Exception {
    bench.say(many + " holds open against " + few);
    int timed = bench.size(200_000, 1_000);
    Open wide = new Open(many);
    Open narrow = new Open(few);
    for (int i = 0; i < bench.size(3, 1); i++) {
      wide.nanosPerHold(timed);
      narrow.nanosPerHold(timed);
    }
    Pairs pairs =
        Pairs.of(bench.pairs(), () -> wide.nanosPerHold(timed), () -> narrow.nanosPerHold(timed));
    return Row.of("growth", many + " open holds / " + few, "ns/hold", pairs)
        .against(gate)
        .durable("memory")
        .note("a hold is decided, and expires by itself; the others stay open meanwhile");
  }

  /** A sale with so many open holds. */
  private static final class Open {
    /** As many on both sides, so that only the holds differ; well within the limits. */
    private static final int USERS = 100_000;

    private final SplittableRandom random = new SplittableRandom(7);
    private final Feeder feeder = new Feeder();
    private long keys;

    Open(int holds) {
      feeder.define(Giveaway.HOLDS.id(), Giveaway.HOLDS.definition(1));
      for (int from = 0; from < holds; from += CHUNK) {
        int count = Math.min(CHUNK, holds - from);
        feeder.feed(claims(count, LONG_MILLIS), count);
      }
    }

    double nanosPerHold(int timed) {
      Prepared[] requests = claims(timed, SHORT_MILLIS);
      long open = feeder.machine().position();
      long began = System.nanoTime();
      feeder.feed(requests, timed);
      feeder.passTime(2 * SHORT_MILLIS);
      long nanos = System.nanoTime() - began;
      Unverified.unlessEqual(
          "holds taken and expired", 2L * timed, feeder.machine().position() - open);
      return (double) nanos / timed;
    }

    private Prepared[] claims(int count, long millis) {
      Prepared[] requests = new Prepared[count];
      List<Command.Line> one = List.of(new Command.Line(Giveaway.sku(0), 1));
      for (int i = 0; i < count; i++) {
        String user = "user-" + random.nextInt(USERS);
        String key = "hold-" + keys++;
        long length = i % 2 == 0 ? millis : millis + millis / 2;
        requests[i] =
            feeder.prepare(new Command.Deduct(Giveaway.HOLDS.id(), user, key, one, length));
      }
      return requests;
    }
  }
}
