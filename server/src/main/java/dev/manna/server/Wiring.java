package dev.manna.server;

import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.Feed;
import dev.manna.engine.LiveEngine;
import dev.manna.server.http.Bookshelf;
import dev.manna.server.http.Gate;
import dev.manna.server.http.HttpApi;
import dev.manna.server.http.Receipts;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the process is made of, put together from top to bottom. */
final class Wiring {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  /** Headers of a first request that take longer come from nobody who means well. */
  private static final int HEAD_SECONDS = 10;

  /** A definition of some megabytes on a slow line takes this long. */
  private static final int BODY_SECONDS = 30;

  /** How much later than it should somebody may hear that the books are behind. */
  private static final long PATIENCE_MILLIS = 20;

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
    Webhooks.Named named = Webhooks.Named.of(config.webhooks());
    Gate gate = new Gate();
    HttpApi http = listen(gate, metrics);
    boolean started = false;
    try {
      WallClock clock = new WallClock();
      Bookkeeping books = Bookkeeping.of(config, clock);
      LogSite site = config.site(say, fatal);
      LiveEngine engine = open(site, clock, books);
      EngineMeters.register(metrics, engine, clock);
      WatchMeters.register(metrics, engine.watch(), gate);
      byte[] key = ReceiptKey.read(config.data());
      if (key != null) {
        gate.sign(new Receipts(key, site.log()::epoch, clock::millis));
      }
      List<Feed> feeds = feeds(books, site, clock);
      Webhooks webhooks = new Webhooks(named, config.outbox(), site.log(), clock);
      List<Feed> all = new ArrayList<>(feeds);
      all.addAll(webhooks.feeds());
      site.show(metrics, gate, all);
      List<Worker> workers = new ArrayList<>();
      workers.add(new Worker("manna-writer", site.writing(), fatal).start());
      workers.addAll(site.workers(all, all.subList(books == null ? 0 : 1, all.size()), fatal));
      if (books != null) {
        books.register(metrics);
        gate.show(new Bookshelf.Books(feeds.getFirst(), books.readers()));
        books.answering(gate, fatal).forEach(worker -> workers.add(worker.start()));
      }
      workers.addAll(workers(site, books, feeds));
      webhooks.register(metrics, say);
      workers.addAll(webhooks.workers(site, () -> engine.intake().depth() > 0, fatal));
      Explaining explaining = new Explaining(engine, site.log(), MOST_EXPLAINED);
      workers.add(new Worker("manna-explain", explaining, fatal).start());
      Server server = new Server(config, gate, http, site, engine, workers, all, webhooks, say);
      gate.follow(all);
      gate.tell(webhooks.told());
      gate.explainBy(explaining);
      gate.open(engine, site::full);
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

  private static LiveEngine open(LogSite site, WallClock clock, @Nullable Bookkeeping books) {
    LiveEngine engine = site.open(clock, books == null ? null : books.answers());
    if (books == null && !engine.answeringFromBooks().isEmpty()) {
      List<String> campaigns = engine.answeringFromBooks();
      engine.close();
      throw Bookkeeping.missing(campaigns);
    }
    return engine;
  }

  /** What follows the log, the books first; whether it can is nothing that a start waits for. */
  private List<Feed> feeds(@Nullable Bookkeeping books, LogSite site, WallClock clock) {
    Log log = site.log();
    Map<String, Feed> feeds = new LinkedHashMap<>();
    if (books == null) {
      say.accept("no books are kept");
    } else {
      say.accept("books in " + books.database().shown());
      Feed feed = books.feed(log, site.fence(), clock);
      feeds.put(feed.name(), feed);
    }
    for (EventSink sink : Streaming.sinks(config, log, say)) {
      Feed feed = new Feed(sink, log, clock, sink.chunkEvents(), LOG::warn);
      // Metrics, health and threads know them by their names.
      Check.that(feeds.put(sink.name(), feed) == null, "followers have names of their own");
    }
    return new ArrayList<>(feeds.values());
  }

  /** What moves each, and what tells those who wait for the books in vain. They stop last. */
  private List<Worker> workers(LogSite site, @Nullable Bookkeeping books, List<Feed> feeds) {
    List<Worker> workers = new ArrayList<>();
    for (Feed feed : feeds) {
      Bookkeeping first = workers.isEmpty() ? books : null;
      BooleanSupplier awaited = first == null ? () -> false : first::isAwaited;
      Mover mover = site.moving(feed, awaited);
      if (first != null) {
        first.onWait(mover::hurry);
      }
      workers.add(new Worker("manna-" + feed.name(), mover, fatal).start());
    }
    if (books != null) {
      Worker.Duty patience = Worker.every(PATIENCE_MILLIS, books::expire);
      workers.add(new Worker("manna-patience", patience, fatal).start());
    }
    return workers;
  }

  private void announce(int port) {
    say.accept("listening at http://" + config.host() + ":" + port);
    say.accept(
        config.isInside()
            ? "callers are trusted: keep this port inside"
            : "callers are trusted, and "
                + config.host()
                + " is more than this machine: let only your own back ends reach this port");
  }
}
