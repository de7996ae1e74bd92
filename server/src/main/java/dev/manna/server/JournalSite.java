package dev.manna.server;

import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.FeedClock;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.LiveEngine;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.RealDisk;
import dev.manna.ledger.Ledger;
import dev.manna.server.http.Gate;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A journal on the disk of this machine, with nobody else writing. */
final class JournalSite implements LogSite {
  /** A segment must be ready before the one in use is full, which takes a tenth of a second. */
  private static final long SEGMENT_MILLIS = 5;

  private static final long SNAPSHOT_MILLIS = 1_000;

  private final Config config;
  private final Consumer<String> say;
  private @Nullable TimedDisk disk;
  private @Nullable WallClock clock;
  private @Nullable EmbeddedEngine engine;
  private @Nullable Shadow shadow;

  /**
   * @param say takes the line that tells an operator how the start goes
   */
  JournalSite(Config config, Consumer<String> say) {
    this.config = config;
    this.say = say;
  }

  private TimedDisk disk() {
    Path data = config.data();
    try {
      return new TimedDisk(RealDisk.make(data));
    } catch (AccessDeniedException | FileAlreadyExistsException e) {
      throw new Complaint(notADirectory(data, e), e);
    } catch (IOException e) {
      throw new Complaint("the data directory " + data + " cannot be used: " + e, e);
    }
  }

  private static String notADirectory(Path data, IOException e) {
    String why = e instanceof AccessDeniedException ? " may not be written" : " is no directory";
    return "the data directory " + data + why + ". Name another with --data.";
  }

  @Override
  public LiveEngine open(WallClock wall, @Nullable FeedClock books) {
    TimedDisk timed = disk();
    EngineOptions options =
        new EngineOptions(
            JournalOptions.defaults()
                .withSegmentBytes(config.segmentBytes())
                .withReserveBytes(config.reserveBytes()),
            (int) config.number(Setting.QUEUE_CAPACITY),
            config.number(Setting.SNAPSHOT_EVENTS));
    long begun = System.nanoTime();
    try {
      EmbeddedEngine opened =
          EmbeddedEngine.open(
              timed, wall, new SecureLuck(), options, UnaryOperator.identity(), books);
      double seconds = (System.nanoTime() - begun) / 1e9;
      say.accept(
          "data in %s: position %,d, recovered in %.2f s"
              .formatted(timed.where(), opened.stats().position(), seconds));
      disk = timed;
      clock = wall;
      engine = opened;
      Config there = config.shadow();
      shadow = there == null ? null : Shadow.of(there, opened.journal(), opened.writer());
      return opened;
    } catch (AccessDeniedException e) {
      throw new Complaint(notADirectory(Path.of(timed.where()), e), e);
    } catch (IOException e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException | Log.Failure | Check.Broken e) {
      throw new Complaint(
          "the journal in " + timed.where() + " cannot be recovered; nothing was changed: " + e, e);
    }
  }

  private EmbeddedEngine engine() {
    return Objects.requireNonNull(engine, "it is open");
  }

  @Override
  public Log log() {
    return engine().journal();
  }

  /** Nobody else has the log. */
  @Override
  public Ledger.Fence fence() {
    return Ledger.Fence.NONE;
  }

  @Override
  public void show(MeterRegistry metrics, Gate gate, List<Feed> feeds) {
    EngineMeters.register(metrics, Objects.requireNonNull(disk));
    FeedMeters.register(metrics, feeds);
    FeedMeters.register(metrics, feeds, engine().journal().retention());
    if (shadow != null) {
      shadow.show(metrics);
    }
  }

  @Override
  public boolean full() {
    return engine().writer().full();
  }

  @Override
  public Worker.Duty writing() {
    return new Writing(engine().writer(), engine().intake(), () -> {});
  }

  @Override
  public boolean isFirst() {
    return true;
  }

  @Override
  public Mover moving(Feed feed, BooleanSupplier isAwaited) {
    return new Following(feed, () -> engine().intake().depth() > 0, isAwaited);
  }

  @Override
  public List<Worker> workers(List<Feed> feeds, List<Feed> naming, Consumer<Throwable> fatal) {
    EmbeddedEngine open = engine();
    WallClock wall = Objects.requireNonNull(clock);
    Runnable trimming = Trimming.of(config, open.journal().retention(), feeds, naming, wall);
    Worker.Duty segments = Worker.every(SEGMENT_MILLIS, () -> open.journal().prepareNext());
    Worker.Duty snapshots =
        Worker.every(
            SNAPSHOT_MILLIS,
            () -> {
              wall.watch();
              trimming.run();
              return open.snapshotter().doWork();
            });
    List<Worker> workers = new ArrayList<>();
    workers.add(new Worker("manna-segments", segments, fatal).start());
    workers.add(new Worker("manna-snapshots", snapshots, fatal).start());
    if (shadow != null) {
      workers.add(new Worker("manna-shadow", shadow, fatal).start());
    }
    return workers;
  }

  /** There is nobody else to go to. */
  @Override
  public void leave(Gate gate) {}

  @Override
  public void hurry() {
    engine().snapshotter().stop();
  }

  @Override
  public String leftBehind() {
    if (shadow != null) {
      shadow.close();
      say.accept(shadow.sentence());
    }
    long position = engine().stats().position();
    long begun = System.nanoTime();
    try {
      engine().snapshotNow();
      double seconds = (System.nanoTime() - begun) / 1e9;
      return "stopped at position %,d, snapshot in %.2f s".formatted(position, seconds);
    } catch (IOException e) {
      // The journal has everything; the next start replays more.
      return "stopped at position %,d, without a snapshot: %s".formatted(position, e);
    }
  }
}
