package dev.manna.server;

import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.Feed;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.Intake;
import dev.manna.engine.Writer;
import dev.manna.engine.journal.Disk;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.RealDisk;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import dev.manna.server.http.Gate;
import dev.manna.server.http.HttpApi;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the process is made of, put together from top to bottom. */
final class Wiring {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  /** A segment must be ready before the one in use is full, which takes a tenth of a second. */
  private static final long SEGMENT_MILLIS = 5;

  /** Headers of a first request that take longer come from nobody who means well. */
  private static final int HEAD_SECONDS = 10;

  /** A definition of some megabytes on a slow line takes this long. */
  private static final int BODY_SECONDS = 30;

  private static final long SNAPSHOT_MILLIS = 1_000;

  /** Up to a claim that is explained: some seconds of a core, and about 100 MB until it is done. */
  private static final long MOST_EXPLAINED = 1_000_000;

  private final Config config;
  private final Consumer<String> say;
  private final Consumer<Throwable> fatal;

  /**
   * @param say takes the lines that tell an operator how the start goes
   * @param fatal told of an error after which the process must not go on
   */
  Wiring(Config config, Consumer<String> say, Consumer<Throwable> fatal) {
    this.config = config;
    this.say = say;
    this.fatal = fatal;
  }

  /**
   * Starts everything; when this returns, requests are served.
   *
   * @throws Complaint if that cannot be; nothing is left behind
   */
  Server start() {
    say.accept(Version.sentence());
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    EngineMeters.register(metrics);
    Gate gate = new Gate();
    HttpApi http = listen(gate, metrics);
    boolean started = false;
    try {
      WallClock clock = new WallClock();
      TimedDisk disk = new TimedDisk(disk());
      EmbeddedEngine engine = recover(disk, clock);
      EngineMeters.register(metrics, engine, disk, clock);
      List<Feed> feeds = feeds(engine, clock);
      feeds.forEach(feed -> FeedMeters.register(metrics, feed));
      List<Worker> workers = workers(engine, clock, feeds);
      Explaining explaining = new Explaining(engine, engine.journal(), MOST_EXPLAINED);
      workers.add(new Worker("manna-explain", explaining, fatal).start());
      Server server = new Server(config, gate, http, engine, workers, feeds, say);
      gate.follow(feeds);
      gate.explainBy(explaining);
      gate.open(engine, () -> engine.writer().full());
      started = true;
      announce(http.port());
      return server;
    } finally {
      if (!started) {
        http.close();
      }
    }
  }

  /** The port is taken first: a second start on it ends here, and health can be asked at once. */
  private HttpApi listen(Gate gate, PrometheusMeterRegistry metrics) {
    HttpApi.Settings settings =
        new HttpApi.Settings(
            config.host(),
            config.port(),
            (int) config.number(Setting.THREADS),
            (int) config.number(Setting.MAX_CONNECTIONS),
            HEAD_SECONDS,
            BODY_SECONDS,
            (int) config.number(Setting.IDLE_SECONDS),
            (int) config.number(Setting.MAX_ORDER_BYTES),
            (int) config.number(Setting.MAX_DEFINITION_BYTES));
    try {
      return HttpApi.open(settings, gate, metrics, fatal);
    } catch (IOException e) {
      throw new Complaint(
          "cannot listen at "
              + config.host()
              + ":"
              + config.port()
              + ": "
              + e.getMessage()
              + ". Stop what listens there, or choose another with --port or --host.",
          e);
    }
  }

  private Disk disk() {
    Path data = config.data();
    try {
      return RealDisk.make(data);
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

  private EmbeddedEngine recover(TimedDisk disk, WallClock clock) {
    EngineOptions options =
        new EngineOptions(
            JournalOptions.defaults()
                .withSegmentBytes(config.segmentBytes())
                .withReserveBytes(config.reserveBytes()),
            (int) config.number(Setting.QUEUE_CAPACITY),
            config.number(Setting.SNAPSHOT_EVENTS));
    long begun = System.nanoTime();
    try {
      EmbeddedEngine engine = EmbeddedEngine.open(disk, clock, new SecureLuck(), options);
      double seconds = (System.nanoTime() - begun) / 1e9;
      say.accept(
          "data in %s: position %,d, recovered in %.2f s"
              .formatted(disk.where(), engine.stats().position(), seconds));
      return engine;
    } catch (AccessDeniedException e) {
      throw new Complaint(notADirectory(Path.of(disk.where()), e), e);
    } catch (IOException e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException | Log.Failure | Check.Broken e) {
      throw new Complaint(
          "the journal in " + disk.where() + " cannot be recovered; nothing was changed: " + e, e);
    }
  }

  /** What follows the log; whether it can is nothing that a start waits for. */
  private List<Feed> feeds(EmbeddedEngine engine, WallClock clock) {
    Database books = config.books();
    if (books == null) {
      say.accept("no books are kept");
      return List.of();
    }
    say.accept("books in " + books.shown());
    EventSink ledger = new Ledger(books);
    Log log = engine.journal();
    return List.of(new Feed(ledger, log, clock, Feed.CHUNK_EVENTS, LOG::warn));
  }

  /** Threads start here and nowhere else, but for the event loops. Followers stop last. */
  private List<Worker> workers(EmbeddedEngine engine, WallClock clock, List<Feed> feeds) {
    List<Worker> workers = new ArrayList<>(workers(engine, clock));
    for (Feed feed : feeds) {
      Following following = new Following(feed, () -> engine.intake().depth() > 0);
      workers.add(new Worker("manna-" + feed.name(), following, fatal).start());
    }
    return workers;
  }

  private List<Worker> workers(EmbeddedEngine engine, WallClock clock) {
    Writer writer = engine.writer();
    return List.of(
        new Worker("manna-writer", new Writing(writer, engine.intake()), fatal).start(),
        new Worker(
                "manna-segments",
                Worker.every(SEGMENT_MILLIS, () -> engine.journal().prepareNext()),
                fatal)
            .start(),
        new Worker(
                "manna-snapshots",
                Worker.every(
                    SNAPSHOT_MILLIS,
                    () -> {
                      clock.watch();
                      return engine.snapshotter().doWork();
                    }),
                fatal)
            .start());
  }

  private void announce(int port) {
    boolean loopback = isLoopback(config.host());
    say.accept("listening at http://" + config.host() + ":" + port);
    say.accept(
        loopback
            ? "callers are trusted: keep this port inside"
            : "callers are trusted, and "
                + config.host()
                + " is more than this machine: let only your own back ends reach this port");
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null
        && (host.startsWith("127.") || host.equals("localhost") || host.equals("::1"));
  }

  /** The duty of the writer's thread. */
  private record Writing(Writer writer, Intake intake) implements Worker.Duty {
    @Override
    public boolean doWork() {
      return writer.doWork() > 0;
    }

    @Override
    public void rest() {
      writer.await();
    }

    @Override
    public void wake(Thread worker) {
      intake.wake();
    }
  }
}
