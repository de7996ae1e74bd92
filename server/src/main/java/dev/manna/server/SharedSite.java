package dev.manna.server;

import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.FeedClock;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.LiveEngine;
import dev.manna.engine.NodeEngine;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import dev.manna.log.postgres.PostgresMembership;
import dev.manna.log.redis.RedisLog;
import dev.manna.server.http.Gate;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A log that this node shares with others. */
final class SharedSite implements LogSite {
  private static final long SNAPSHOT_MILLIS = 1_000;

  /** How long a reader who was on another node waits for this one, as readers of the books do. */
  private static final long PATIENCE_MILLIS = 2_000;

  /** How much later than it should a reader may hear that this node is behind. */
  private static final long EXPIRE_MILLIS = 20;

  private final Config config;
  private final NodeName node;
  private final Consumer<String> say;
  private final Consumer<Throwable> fatal;
  private @Nullable Joined joined;

  /** What is there once the node has joined. */
  private record Joined(Side side, NodeEngine engine, WallClock clock, FeedClock state) {
    Heartbeat heartbeat() {
      return side.heartbeat();
    }
  }

  /**
   * @param say takes the lines that tell an operator how the start goes
   * @param fatal told of an error after which the process must not go on
   */
  SharedSite(Config config, Consumer<String> say, Consumer<Throwable> fatal) {
    this.config = config;
    this.say = say;
    this.fatal = fatal;
    node = NodeName.of(config.node());
  }

  @Override
  public LiveEngine open(WallClock clock, @Nullable FeedClock books) {
    long begun = System.nanoTime();
    if (config.isInRedis()) {
      // What is wrong with the settings is said before anything is asked.
      RedisPlace.of(config, node.name());
    }
    ShadowPlace.requireNone(config);
    try (Opening opening = new Opening()) {
      Side side =
          config.isInRedis()
              ? RedisSide.join(config, node, books, opening, fatal)
              : PostgresSide.join(config, node, opening);
      NodeEngine engine =
          NodeEngine.join(
              side.log(),
              side.snapshots(),
              clock,
              System::nanoTime,
              new SecureLuck(),
              options(side),
              books);
      int readers = (int) config.number(Setting.MAX_CONNECTIONS);
      FeedClock state = new FeedClock(clock, PATIENCE_MILLIS, readers);
      state.stand(engine.position());
      joined = new Joined(side, engine, clock, state);
      opening.succeeded();
      say.accept(
          "%s: joined as %s at position %,d, epoch %d, in %.2f s"
              .formatted(
                  side.where(),
                  node.name(),
                  engine.position(),
                  side.heartbeat().epoch(),
                  (System.nanoTime() - begun) / 1e9));
      return engine;
    } catch (IOException | RedisLog.Unfit | Log.Away | Log.Gone | Log.Failure | Check.Broken e) {
      throw new Complaint("the log cannot be joined: " + e.getMessage(), e);
    }
  }

  private EngineOptions options(Side side) {
    return new EngineOptions(
        JournalOptions.defaults(),
        (int) config.number(Setting.QUEUE_CAPACITY),
        side.snapshotEvents());
  }

  private Joined joined() {
    return Objects.requireNonNull(joined, "it is open");
  }

  @Override
  public Log log() {
    return joined().side.beside();
  }

  /** A log in PostgreSQL is its own fence: nobody appends, or reads, beside it. */
  @Override
  public Ledger.Fence fence() {
    Database books = config.books();
    boolean beside =
        config.isInRedis() && books != null && books.shown().equals(config.logDatabase().shown());
    String log = config.logName();
    Heartbeat heartbeat = joined().heartbeat();
    return beside
        ? connection -> PostgresMembership.holds(connection, log, heartbeat.epoch())
        : Ledger.Fence.NONE;
  }

  @Override
  public void show(MeterRegistry metrics, Gate gate, List<Feed> feeds) {
    Joined here = joined();
    Heartbeat heartbeat = here.heartbeat();
    NodeMeters.register(metrics, here.engine, heartbeat);
    here.side.show(metrics);
    FeedMeters.register(metrics, feeds);
    gate.share(
        new Gate.Node(
            node.name(), heartbeat::epoch, here.engine.stats()::position, heartbeat::trouble),
        here.state);
  }

  /** A log that took nothing may take something again before anybody appends to it. */
  @Override
  public boolean full() {
    return joined().engine.writer().full() && !joined().heartbeat().trouble().isEmpty();
  }

  @Override
  public Worker.Duty writing() {
    Joined here = joined();
    return new Writing(here.engine.writer(), here.engine.intake(), () -> stand(here));
  }

  /** Lets go of the readers who waited for what the state knows by now. */
  private static void stand(Joined here) {
    long known = here.engine.stats().position();
    if (known != here.state.position()) {
      here.state.stand(known);
    }
  }

  @Override
  public boolean isFirst() {
    return joined().heartbeat().isFirst();
  }

  @Override
  public Mover moving(Feed feed, BooleanSupplier isAwaited) {
    Joined here = joined();
    Following following = new Following(feed, () -> here.engine.intake().depth() > 0, isAwaited);
    return new FollowingOnce(following, feed, here.heartbeat()::isFirst, isAwaited);
  }

  @Override
  public List<Worker> workers(List<Feed> feeds, List<Feed> naming, Consumer<Throwable> fatal) {
    Joined here = joined();
    Worker.Duty following = new FollowingOthers(here.engine);
    Worker.Duty expiring = Worker.every(EXPIRE_MILLIS, here.state::expire);
    Worker.Duty snapshots =
        Worker.every(
            SNAPSHOT_MILLIS,
            () -> {
              here.clock.watch();
              boolean written = here.engine.snapshotter().doWork();
              here.side.trim(feeds, naming);
              return written;
            });
    Worker.Duty beating = Worker.every(Heartbeat.BEAT_MILLIS, here.heartbeat()::beat);
    List<Worker> workers = new ArrayList<>(here.side.workers(fatal));
    workers.add(new Worker("manna-follow", following, fatal).start());
    workers.add(new Worker("manna-readers", expiring, fatal).start());
    workers.add(new Worker("manna-snapshots", snapshots, fatal).start());
    workers.add(new Worker("manna-node", beating, fatal).start());
    return workers;
  }

  /** {@code /health/ready} says it, and a balancer has some time to look. */
  @Override
  public void leave(Gate gate) {
    gate.leave();
    long seconds = config.number(Setting.LEAVE_SECONDS);
    say.accept("leaving: clients are served for " + seconds + " s more");
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void hurry() {
    joined().engine.snapshotter().stop();
  }

  @Override
  public String leftBehind() {
    Joined here = joined();
    long position = here.engine.position();
    long millis = TimeUnit.SECONDS.toMillis(config.number(Setting.LEAVE_SECONDS));
    return "left at position %,d%s".formatted(position, here.side.leave(millis));
  }
}
