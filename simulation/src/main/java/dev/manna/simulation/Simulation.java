package dev.manna.simulation;

import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.journal.Damaged;
import dev.manna.engine.journal.InUse;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.JournalReader;
import dev.manna.simulation.disk.Crash;
import dev.manna.simulation.disk.SimDisk;
import dev.manna.simulation.disk.Spoiler;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: the real engine over the real journal, on a clock, a disk and a crowd that all follow
 * from one seed. Processes come and go, by their own will, by a kill, or because the power does;
 * clients ask again; and everything that anybody was told must stand in the log that is left.
 */
final class Simulation {
  private static final int STEPS = 150;
  private static final int ATTEMPTS = 6;

  private final Chance chance;
  private final Faults faults = new Faults();
  private final Story story;
  private final Clock clock;
  private final SimDisk disk;
  private final Weathermaker weathermaker;
  private final SimBooks books;
  private final Clients clients;
  private final Chronicle chronicle;
  private final Retained retained;
  private final EngineOptions options;
  private final boolean rivalry;
  private int steps;
  private @Nullable Spoiler spoiled;

  Simulation(long seed, Consumer<String> listener) {
    chance = new Chance(seed);
    story = new Story(listener);
    clock = new Clock(chance.fork(), faults);
    disk = new SimDisk(chance.fork(), faults);
    weathermaker = new Weathermaker(chance.fork(), disk);
    books = new SimBooks(chance.fork(), story);
    clients = new Clients(chance.fork(), clock, faults, story, books);
    chronicle = new Chronicle(story);
    rivalry = chance.oneIn(4);
    retained = new Retained(chance.fork(), faults, story, disk, !rivalry);
    options =
        EngineOptions.defaults()
            .withQueueCapacity((int) chance.between(2, 40))
            .withSnapshotEvents(chance.between(20, 300))
            .withWatchedRows(chance.oneIn(3) ? 5_000 : (int) chance.between(1, 60))
            .withJournal(
                JournalOptions.defaults()
                    .withSegmentBytes(JournalOptions.MIN_SEGMENT_BYTES + chance.below(20) * 4096)
                    .withReserveBytes(chance.below(3) * 4096L));
  }

  Faults faults() {
    return faults;
  }

  long events() {
    return chronicle.position();
  }

  /** Plays to the end; throws {@link Found} where something is wrong. */
  String play() {
    while (steps < STEPS) {
      EmbeddedEngine engine = open();
      if (engine != null) {
        live(engine);
      }
    }
    conclude();
    return story.hash();
  }

  /** Starts a process on what the last one left; null where it died on the way. */
  private @Nullable EmbeddedEngine open() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (attempt == ATTEMPTS - 1) {
        disk.weather().clear();
        restore();
      } else if (chance.oneIn(8)) {
        disk.crashAfter(chance.between(1, 30));
      }
      EmbeddedEngine engine = attempt();
      if (engine != null) {
        return engine;
      }
    }
    throw new Found("a good disk cannot be opened");
  }

  private @Nullable EmbeddedEngine attempt() {
    long failures = failures();
    try {
      EmbeddedEngine engine =
          EmbeddedEngine.open(
              disk, clock, chance::bits, optionsNow(), this::withRival, books.begin());
      retained.opened(engine.journal().retention().first());
      chronicle.compare(engine);
      clients.reportAfterCrash(chronicle, true);
      chronicle.checkDigest(engine.digest());
      story.tell("opened", engine.journal().position());
      restore();
      return engine;
    } catch (Crash e) {
      faults.met(Fault.KILLED_IN_RECOVERY);
      crash();
    } catch (IOException | Log.Failure e) {
      story.tell("not opened", e);
      if (disk.crashed()) {
        faults.met(Fault.KILLED_IN_RECOVERY);
        crash();
        return null;
      }
      boolean damaged = e instanceof Damaged || e.getCause() instanceof Damaged;
      boolean excused = damaged ? spoiled != null : failures() > failures || isTight();
      if (!excused) {
        throw new Found("a good log is refused: " + e.getMessage(), e);
      }
      restore();
      crash();
    }
    return null;
  }

  /** Sometimes somebody remembers how far the log was: a ledger, a receipt. */
  private EngineOptions optionsNow() {
    return chance.oneIn(2)
        ? options
        : options.withJournal(options.journal().withProvenPosition(chronicle.position()));
  }

  private Log withRival(Log log) {
    return rivalry ? new Rival(log, clients, clock, faults, chance.fork()) : log;
  }

  private void restore() {
    if (spoiled != null) {
      spoiled.restore();
      spoiled = null;
    }
  }

  private boolean isTight() {
    return disk.weather().capacity != Long.MAX_VALUE;
  }

  /** How often the disk has failed so that a process may end for it. */
  private long failures() {
    return faults.of(Fault.WRITE_FAILED)
        + faults.of(Fault.SHORT_WRITE)
        + faults.of(Fault.FORCE_FAILED)
        + faults.of(Fault.SYNC_FAILED)
        + faults.of(Fault.READ_FAILED)
        + faults.of(Fault.DISK_FULL);
  }

  private void crash() {
    Crash.Kind kind = chance.oneIn(2) ? Crash.Kind.PROCESS_KILLED : Crash.Kind.POWER_LOST;
    story.tell("crash", kind);
    disk.crash(kind);
  }

  private void live(EmbeddedEngine engine) {
    long failures = failures();
    if (chance.oneIn(2)) {
      disk.crashAfter(chance.between(1, 60));
    }
    try {
      for (int left = (int) chance.between(1, 60); left > 0; left--) {
        step(engine);
      }
      end(engine);
    } catch (Crash e) {
      crash();
    } catch (Log.Failure e) {
      story.tell("failed", e);
      if (failures() == failures && !disk.crashed()) {
        throw new Found("the log failed on a good disk: " + e.getMessage(), e);
      }
      goOnRegardless(engine);
      crash();
    }
  }

  private void step(EmbeddedEngine engine) {
    steps++;
    if (chance.oneIn(12)) {
      weathermaker.change();
    }
    clock.pass();
    int requests = chance.below(chance.oneIn(3) ? 30 : 4);
    for (int i = 0; i < requests; i++) {
      clients.ask(engine);
    }
    engine.writer().doWork();
    Chronicle.checkBooks(engine.watch().violations());
    books.move(engine.journal().position());
    chronicle.follow(engine.journal());
    clients.report(chronicle, isTight());
    if (chance.oneIn(5)) {
      engine.journal().prepareNext();
    }
    if (chance.oneIn(5)) {
      engine.snapshotter().doWork();
    }
    retained.trim(engine.journal().retention(), chronicle.position(), clock.millis());
    if (chance.oneIn(10)) {
      chronicle.checkDigest(engine.digest());
    }
    if (chance.oneIn(50)) {
      openTwice();
    }
  }

  private void openTwice() {
    try {
      if (chance.oneIn(2)) {
        EmbeddedEngine.open(disk, clock, chance::bits, options);
      } else {
        JournalReader.open(disk);
      }
      throw new Found("two processes have one directory");
    } catch (InUse e) {
      story.tell("refused", e);
    } catch (IOException e) {
      throw new Found("who comes second should be told that he is second", e);
    }
  }

  /** The process should end now. If it does not, nothing that it says may be wrong. */
  private void goOnRegardless(EmbeddedEngine engine) {
    for (int i = chance.below(3); i > 0; i--) {
      try {
        clients.ask(engine);
        engine.writer().doWork();
      } catch (Log.Failure | Check.Broken e) {
        story.tell("failed again", e);
      } catch (Crash e) {
        return;
      }
    }
  }

  private void end(EmbeddedEngine engine) {
    if (chance.oneIn(3)) {
      crash();
      return;
    }
    close(engine);
    if (chance.oneIn(3)) {
      spoiled = weathermaker.spoil();
      story.tell("spoiled", spoiled != null);
    }
  }

  private void close(EmbeddedEngine engine) {
    if (chance.oneIn(3)) {
      try {
        engine.snapshotNow();
      } catch (IOException e) {
        story.tell("no snapshot", e);
      }
    }
    engine.close();
    story.tell("closed", chronicle.position());
    disk.leave();
  }

  /** Fine weather: everybody gets an answer, and all of it is true. */
  private void conclude() {
    disk.weather().clear();
    disk.spare();
    restore();
    EmbeddedEngine engine = attempt();
    if (engine == null) {
      throw new Found("a good disk cannot be opened");
    }
    do {
      clients.askAgain(engine);
      engine.writer().doWork();
      books.catchUp(engine.journal().position());
      chronicle.follow(engine.journal());
      clients.report(chronicle, false);
    } while (clients.areWaiting());
    chronicle.conclude(engine.digest());
    long first = engine.journal().retention().first();
    close(engine);
    chronicle.audit(disk, first);
  }
}
