package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Query;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.simulation.disk.Crash;
import dev.manna.simulation.disk.SimDisk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More at once than one batch holds: requests, and holds that end in the same millisecond. */
class FloodTest {
  private static final int ORDERS = 20_000;
  private static final long HOLD_MILLIS = 5_000;

  private final Chance chance = new Chance(1);
  private final Faults faults = new Faults();
  private final Story story = new Story(line -> {});
  private final Clock clock = new Clock(chance, faults);
  private final SimDisk disk = new SimDisk(chance, faults);
  private final Clients clients =
      new Clients(chance, clock, faults, story, new SimBooks(chance, story));
  private final Chronicle chronicle = new Chronicle(story);

  private EmbeddedEngine open() throws IOException {
    JournalOptions journal =
        JournalOptions.defaults().withSegmentBytes(1 << 20).withReserveBytes(0);
    EngineOptions options = EngineOptions.defaults().withJournal(journal);
    EmbeddedEngine engine = EmbeddedEngine.open(disk, clock, chance::bits, options);
    chronicle.compare(engine);
    clients.reportAfterCrash(chronicle, false);
    chronicle.checkDigest(engine.digest());
    return engine;
  }

  private void work(EmbeddedEngine engine) {
    do {
      engine.writer().doWork();
    } while (engine.intake().depth() > 0);
    chronicle.follow(engine.journal());
    clients.report(chronicle, false);
  }

  private void order(EmbeddedEngine engine, int count, String key) {
    for (int i = 0; i < count; i++) {
      List<Line> lines = List.of(new Line("a", 1));
      clients.ask(engine, new Command.Deduct("c", "u" + i, key, lines, HOLD_MILLIS));
    }
  }

  @Test
  void shouldDecideManyBatchesInOrderAndEndAllHoldsFirst() throws IOException {
    EmbeddedEngine engine = open();
    Sale sale = new Sale(Terms.open(""), List.of(new Sku("a", "", ORDERS)));
    clients.ask(engine, new Command.Define("c", sale, 0));
    order(engine, ORDERS, "k1");
    work(engine);
    assertThat(chronicle.position()).isEqualTo(2 + ORDERS);
    clock.pass(HOLD_MILLIS);
    order(engine, 10_000, "k2");
    clients.ask(engine, new Query.OfPools("c", 0, 10));
    work(engine);
    assertThat(chronicle.position()).isEqualTo(2 + ORDERS + ORDERS + 10_000);
    clock.pass(HOLD_MILLIS);
    order(engine, 5, "k3");
    disk.crashAfter(3);
    assertThat(crashes(engine)).isTrue();
    disk.crash(Crash.Kind.PROCESS_KILLED);
    engine = open();
    work(engine);
    chronicle.conclude(engine.digest());
  }

  /** Between two batches of one piece of work, holds stand that are due, and nobody sees them. */
  private boolean crashes(EmbeddedEngine engine) {
    try {
      engine.writer().doWork();
      return false;
    } catch (RuntimeException | Error e) {
      return disk.crashed();
    }
  }
}
