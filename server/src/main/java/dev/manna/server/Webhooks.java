package dev.manna.server;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.TimeSource;
import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.Marks;
import dev.manna.server.http.Told;
import dev.manna.webhook.AllowList;
import dev.manna.webhook.Courier;
import dev.manna.webhook.Deliveries;
import dev.manna.webhook.Figures;
import dev.manna.webhook.Hook;
import dev.manna.webhook.HookSink;
import dev.manna.webhook.HttpCourier;
import dev.manna.webhook.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The webhooks of a server: a follower for each target, and what sends their notices. */
final class Webhooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

  private static final long CLOSE_SECONDS = 5;

  private final TimeSource clock;
  private final List<HookSink> sinks = new ArrayList<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final @Nullable Vertx vertx;
  private final @Nullable Deliveries deliveries;

  /**
   * What the settings and the files that they name say, checked.
   *
   * @param authorities certificates in PEM, or null for those of the JDK
   * @param fromStart of each target whether it begins at the start of the log
   */
  record Named(
      List<Hook> hooks, List<Boolean> fromStart, AllowList allowed, @Nullable String authorities) {
    /**
     * Reads the files.
     *
     * @throws Complaint if one is not as it should be
     */
    static Named of(HookSettings settings) {
      return new Named(
          settings.entries().stream().map(Webhooks::hook).toList(),
          settings.entries().stream().map(HookSettings.Entry::fromStart).toList(),
          settings.allowed(),
          Authorities.read(settings.authorities()));
    }
  }

  /**
   * Puts them together, and lets each target that is new begin where it should. Nothing is sent
   * before the workers run.
   *
   * @param outbox where they stand, and what waits for them
   */
  Webhooks(Named named, Outbox outbox, Log log, TimeSource clock) {
    this.clock = clock;
    List<Hook> hooks = named.hooks();
    if (hooks.isEmpty()) {
      vertx = null;
      deliveries = null;
      return;
    }
    for (int i = 0; i < hooks.size(); i++) {
      Bookmark beginning = named.fromStart().get(i) ? Bookmark.START : end(log);
      HookSink sink = new HookSink(hooks.get(i), outbox, log, beginning);
      begin(sink);
      sinks.add(sink);
      feeds.add(new Feed(sink, log, clock, HookSink.CHUNK_EVENTS, LOG::warn));
    }
    Vertx running = vertx(hooks.size());
    Courier courier =
        new HttpCourier(
            running,
            hooks.size(),
            named.allowed(),
            host -> List.of(InetAddress.getAllByName(host)),
            HttpCourier.Deadlines.DEFAULT,
            named.authorities());
    SecureLuck luck = new SecureLuck();
    vertx = running;
    deliveries = new Deliveries(hooks, outbox, courier, clock, luck::next, LOG::warn);
  }

  private static Hook hook(HookSettings.Entry entry) {
    return new Hook(
        entry.name(),
        entry.url(),
        entry.campaigns(),
        entry.types(),
        new SecretFile(entry.secrets(), entry.where(), System::nanoTime),
        entry.perSecond(),
        entry.ordered());
  }

  /** Where a log ends: whatever comes from now on lies behind it. */
  private static Bookmark end(Log log) {
    long position = log.position();
    if (position == 0) {
      return Bookmark.START;
    }
    String name = Marks.identity(log);
    Bookmark[] end = {Bookmark.START};
    log.read(
        position - 1,
        (Batch batch) -> {
          end[0] = new Bookmark(name, batch.last(), Marks.batch(batch));
          return false;
        });
    return end[0];
  }

  /** A target that is new keeps from now on where it has begun. */
  private static void begin(HookSink sink) {
    try {
      sink.open();
    } catch (Trouble e) {
      // The follower says it, and tries again.
      LOG.debug("{} could not begin", sink.name(), e);
    }
  }

  private static Vertx vertx(int hooks) {
    return Vertx.builder()
        .with(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                // Names are looked up there, and none waits for another.
                .setWorkerPoolSize(hooks)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)))
        .build();
  }

  /** The followers, one for each target. */
  List<Feed> feeds() {
    return List.copyOf(feeds);
  }

  private List<Figures> figures() {
    return deliveries == null ? List.of() : deliveries.figures();
  }

  /** How it goes, target by target. */
  Told told() {
    return new Told(figures(), clock);
  }

  /** Registers the figures of each target, and says where it is. */
  void register(MeterRegistry metrics, Consumer<String> say) {
    for (Figures each : figures()) {
      say.accept("webhook " + each.name() + " to " + each.where());
      HookMeters.register(metrics, each, clock);
    }
  }

  /**
   * Starts the threads that follow the log and the one that sends.
   *
   * @param site whose node may be the one that does
   */
  List<Worker> workers(LogSite site, BooleanSupplier engineIsBusy, Consumer<Throwable> fatal) {
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < feeds.size(); i++) {
      HookSink sink = sinks.get(i);
      Feed feed = feeds.get(i);
      // Where there is nothing to take nobody asks the outbox.
      BooleanSupplier hasRoom = () -> feed.lag() == 0 || sink.hasRoom();
      Following following = new Following(feed, engineIsBusy, () -> false, hasRoom);
      Mover mover = new FollowingOnce(following, feed, site::isFirst, () -> false);
      workers.add(new Worker("manna-" + sink.name(), mover, fatal).start());
    }
    if (deliveries != null) {
      workers.add(
          new Worker("manna-webhooks", new Delivering(deliveries, site::isFirst), fatal).start());
    }
    return workers;
  }

  @Override
  public void close() {
    if (deliveries != null) {
      deliveries.close();
    }
    if (vertx != null) {
      try {
        vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        // The process is about to end, and with it the connections.
      }
    }
  }
}
