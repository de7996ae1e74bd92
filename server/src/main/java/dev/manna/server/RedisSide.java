package dev.manna.server;

import dev.manna.core.Log;
import dev.manna.core.SharedLog;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.FeedClock;
import dev.manna.ledger.Ledger;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.Nodes;
import dev.manna.log.postgres.PostgresMembership;
import dev.manna.log.postgres.PostgresSnapshots;
import dev.manna.log.redis.RecoveryTimes;
import dev.manna.log.redis.RedisLog.Kept;
import dev.manna.log.redis.RedisLogOptions;
import dev.manna.log.redis.RedisNode;
import dev.manna.log.redis.SettingAside;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's side of a log in Redis, whose nodes, epochs and snapshots lie in PostgreSQL. A thread of
 * its own recovers the log with the other nodes where that is due, and says how far it is drained.
 */
final class RedisSide implements Side {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSide.class);

  /** A log that waits for its recovery when a node starts has so long for it. */
  private static final long JOIN_MILLIS = 30_000;

  private static final long WORK_MILLIS = 100;

  /** Where no books are kept, so often it is asked where the newest snapshot stands. */
  private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A window has room for so many snapshots, where only these let it go on. */
  private static final long SNAPSHOTS_A_WINDOW = 4;

  private final RedisLogOptions options;
  private final Database database;
  private final RedisNode node;
  private final PostgresMembership members;
  private final Nodes nodes;
  private final PostgresSnapshots snapshots;
  private final Held held;
  private final RedisHeartbeat heartbeat;
  private final @Nullable FeedClock books;
  private final Worker worker;
  private final long snapshotEvents;
  private volatile long drained;
  private long askedNanos = System.nanoTime() - ASK_NANOS;
  private long trimmed;

  private RedisSide(
      Config config,
      NodeName name,
      @Nullable FeedClock books,
      Opening opening,
      Consumer<Throwable> fatal) {
    this.books = books;
    options = RedisPlace.of(config, name.name());
    RedisNode.requireFit(options);
    database = config.logDatabase();
    String log = config.logName();
    members = opening.take(PostgresMembership.of(database, log, System::nanoTime));
    nodes = opening.take(Nodes.of(database, log, System::nanoTime));
    held = opening.take(held(config, database, name));
    node =
        opening.take(
            RedisNode.join(
                options,
                SettingAside.byLaw(System::currentTimeMillis),
                members,
                RecoveryTimes.usual(held::position, RedisSide::millis),
                name.name(),
                JOIN_MILLIS,
                RedisSide::pause));
    // From here on others take this node for dead when it says nothing.
    worker = new Worker("manna-log", Worker.every(WORK_MILLIS, this::work), fatal).start();
    opening.take(worker::stop);
    snapshots =
        opening.take(
            PostgresSnapshots.ofEpochs(
                database, log, name.name(), node::epoch, System::nanoTime, LOG::error));
    heartbeat = new RedisHeartbeat(node, nodes, name.name());
    long wanted = config.number(Setting.SNAPSHOT_EVENTS);
    snapshotEvents =
        books == null ? Math.min(wanted, options.window() / SNAPSHOTS_A_WINDOW) : wanted;
  }

  /**
   * Joins, or recovers what must be recovered before.
   *
   * @param books where the books stand; null where none are kept
   * @param opening closes what was opened where something else fails
   * @param fatal told of an error after which the process must not go on
   */
  static RedisSide join(
      Config config,
      NodeName name,
      @Nullable FeedClock books,
      Opening opening,
      Consumer<Throwable> fatal) {
    return new RedisSide(config, name, books, opening, fatal);
  }

  private static Held held(Config config, Database database, NodeName name) {
    var books = config.books();
    return new Held(
        books == null ? null : new Ledger(books),
        PostgresSnapshots.of(
            database, config.logName(), name.name(), System::nanoTime, LOG::error));
  }

  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private boolean work() {
    node.doWork();
    drain();
    return false;
  }

  /**
   * Says in Redis how far the books are; each node does, so that it matters of none that it dies.
   */
  private void drain() {
    long standing = Math.min(standing(), node.position());
    if (standing > drained && node.drained(standing) instanceof Kept.Done done) {
      drained = done.position();
    }
  }

  private long standing() {
    if (books != null) {
      return books.position();
    }
    long now = System.nanoTime();
    if (now - askedNanos < ASK_NANOS) {
      return 0;
    }
    askedNanos = now;
    try {
      return held.drained();
    } catch (Log.Away e) {
      return 0;
    }
  }

  @Override
  public String where() {
    return "log %s, nodes in %s".formatted(options.shown(), database.shown());
  }

  @Override
  public SharedLog log() {
    return node;
  }

  @Override
  public SharedLog beside() {
    return new BesideRedis(node, held);
  }

  @Override
  public PostgresSnapshots snapshots() {
    return snapshots;
  }

  @Override
  public RedisHeartbeat heartbeat() {
    return heartbeat;
  }

  @Override
  public long snapshotEvents() {
    return snapshotEvents;
  }

  @Override
  public void show(MeterRegistry metrics) {
    Gauge.builder("manna.log.undrained", this, each -> Math.max(0, each.undrained()))
        .description("Events of the log that neither books nor, without these, a snapshot hold")
        .register(metrics);
    Gauge.builder("manna.log.window", options, RedisLogOptions::window)
        .description("So many events may be undrained; beyond that claims are answered 503")
        .register(metrics);
  }

  private long undrained() {
    return node.position() - drained;
  }

  @Override
  public List<Worker> workers(Consumer<Throwable> fatal) {
    return List.of(worker);
  }

  /** The first node does, up to where both snapshots and all followers stand. */
  @Override
  public void trim(List<Feed> feeds, List<Feed> naming) {
    if (!heartbeat.isFirst()) {
      return;
    }
    try {
      long needed = Side.needed(feeds, naming);
      long needless = snapshots.upTo(Math.min(needed, snapshots.older()));
      if (needless <= trimmed) {
        return;
      }
      snapshots.removed(needless);
      if (node.trim(needless) instanceof Kept.Done done) {
        trimmed = Math.max(needless, done.position());
      }
    } catch (Log.Away e) {
      // The log is only longer until the next time.
    }
  }

  /** Waits until the books hold all that this node knows: nobody can ask it any more after that. */
  @Override
  public String leave(long atMostMillis) {
    long known = node.position();
    boolean isHeld = books == null || awaitBooks(known, atMostMillis);
    node.close();
    held.close();
    snapshots.close();
    nodes.close();
    members.close();
    return isHeld
        ? ""
        : ("; the books did not hold all of it within %,d ms: see that other nodes go on before"
                + " Redis is touched")
            .formatted(atMostMillis);
  }

  private boolean awaitBooks(long known, long atMostMillis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMillis);
    while (!isBooked(known)) {
      if (System.nanoTime() - until >= 0) {
        return false;
      }
      // The others are to see that it lives.
      node.doWork();
      pause(WORK_MILLIS);
    }
    return true;
  }

  private boolean isBooked(long known) {
    try {
      return held.drained() >= known;
    } catch (Log.Away e) {
      return false;
    }
  }
}
