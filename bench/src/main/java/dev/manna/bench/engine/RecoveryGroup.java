package dev.manna.bench.engine;

import dev.manna.bench.Bench;
import dev.manna.bench.Child;
import dev.manna.bench.Gate;
import dev.manna.bench.Group;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.bench.Unverified;
import dev.manna.core.Request;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How long a start takes after a crash, in a new process, whose code is still cold. */
public final class RecoveryGroup implements Group {
  private static final int USERS = 1_000_000;
  private static final Gate GATE = Gate.atMost(0.6);

  /** A folder's state when it was closed. */
  private record Closed(long position, String digest) {}

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public String heap() {
    return "6g";
  }

  @Override
  public List<Row> measure(Bench bench) throws Exception {
    Path folder = bench.folder().resolve("engine");
    int events = bench.size(3_000_000, 10_000);
    bench.say("a log of " + events + " events");
    // No snapshot comes by itself.
    EngineOptions options = RunningEngine.options(bench).withSnapshotEvents(Long.MAX_VALUE);
    Closed closed = claim(folder, options, events);
    Row fromLog =
        row("from the journal", secondsPerMillion(bench, folder, closed))
            .note("the whole log is read and applied; the disk's cache is warm");

    try (EmbeddedEngine engine = RunningEngine.open(folder, options)) {
      engine.snapshotNow();
    }
    int tail = events / 10;
    bench.say("a snapshot and " + tail + " events after it");
    closed = claim(folder, options, tail);
    Row fromSnapshot =
        row("from a snapshot and a tail", secondsPerMillion(bench, folder, closed))
            .note("a snapshot of ten elevenths of the log, and the rest of it");
    return List.of(fromLog, fromSnapshot);
  }

  private static Row row(String name, double seconds) {
    return Row.of("recovery", name, "s/million", seconds).against(GATE).durable("fsync");
  }

  private static Closed claim(Path folder, EngineOptions options, int events) throws Exception {
    RunningEngine running = RunningEngine.start(folder, options);
    Shop shop = new Shop(running, USERS);
    shop.sale(Shop.HOT, Shop.ONE_SKU);
    int left = events;
    while (left > 0) {
      int some = Math.min(left, 200_000);
      Request[] requests = shop.claims().deducts(Shop.HOT, Shop.ONE_SKU, some);
      shop.claimsPerSecond(Shop.HOT, requests);
      left -= some;
    }
    EmbeddedEngine stopped = running.stop();
    return new Closed(running.position(), stopped.digest());
  }

  private static double secondsPerMillion(Bench bench, Path folder, Closed closed)
      throws IOException {
    double[] seconds = new double[bench.size(5, 1)];
    for (int i = 0; i < seconds.length; i++) {
      List<String> command =
          Child.ours("6g", RecoverOnce.class.getName(), List.of(folder.toString()));
      try (Child child = Child.start(bench.folder(), command)) {
        String[] said = child.receive().split(" ", -1);
        if (!said[1].equals(closed.digest())) {
          throw new Unverified("the state after the recovery is not the one before");
        }
        seconds[i] = Long.parseLong(said[0]) / 1e9 / (closed.position() / 1e6);
      }
    }
    return Pairs.median(seconds);
  }
}
