package dev.manna.server;

import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.SharedLog;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.FeedClock;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.LiveEngine;
import dev.manna.engine.NodeEngine;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.Nodes;
import dev.manna.log.postgres.PostgresLog;
import dev.manna.log.postgres.PostgresSnapshots;
import dev.manna.server.http.Gate;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log in PostgreSQL that this node shares with others. */
final class SharedSite implements LogSite {
  private static final Logger LOG = LoggerFactory.getLogger(SharedSite.class);

  private static final long SNAPSHOT_MILLIS = 1_000;

  /** How long a reader who was on another node waits for this one, as readers of the books do. */
  private static final long PATIENCE_MILLIS = 2_000;

  /** How much later than it should a reader may hear that this node is behind. */
  private static final long EXPIRE_MILLIS = 20;

  private final Config config;
  private final Database database;
  private final NodeName node;
  private final Consumer<String> say;
  private @Nullable Joined joined;

  /** What is there once the node has joined. */
  private record Joined(
      SharedLog beside,
      PostgresSnapshots snapshots,
      Heartbeat heartbeat,
      NodeEngine engine,
      WallClock clock,
      FeedClock state) {}

  /**
   * @param say takes the lines that tell an operator how the start goes
   */
  SharedSite(Config config, Database database, Consumer<String> say) {
    this.config = config;
    this.database = database;
    this.say = say;
    node = NodeName.of(config.node());
  }

  @Override
  public LiveEngine open(WallClock clock, @Nullable FeedClock books) {
    long begun = System.nanoTime();
    try (Opening opening = new Opening()) {
      String name = config.logName();
      PostgresLog log =
          opening.take(PostgresLog.open(database, name, node.name(), System::nanoTime));
      PostgresSnapshots snapshots =
          opening.take(
              PostgresSnapshots.of(database, name, node.name(), System::nanoTime, LOG::error));
      Nodes nodes = opening.take(Nodes.of(database, name, System::nanoTime));
      NodeEngine engine =
          NodeEngine.join(
              log, snapshots, clock, System::nanoTime, new SecureLuck(), options(), books);
      int readers = (int) config.number(Setting.MAX_CONNECTIONS);
      FeedClock state = new FeedClock(clock, PATIENCE_MILLIS, readers);
      state.stand(engine.position());
      Heartbeat heartbeat = new Heartbeat(nodes, node.name(), log.epoch());
      joined = new Joined(opening.take(log.beside()), snapshots, heartbeat, engine, clock, state);
      opening.succeeded();
      say.accept(
          "log \"%s\" in %s: joined as %s at position %,d, epoch %d, in %.2f s"
              .formatted(
                  name,
                  database.shown(),
                  node.name(),
                  engine.position(),
                  log.epoch(),
                  (System.nanoTime() - begun) / 1e9));
      return engine;
    } catch (IOException | Log.Away | Log.Gone | Log.Failure | Check.Broken e) {
      throw new Complaint("the log cannot be joined: " + e.getMessage(), e);
    }
  }

  private EngineOptions options() {
    return new EngineOptions(
        JournalOptions.defaults(),
        (int) config.number(Setting.QUEUE_CAPACITY),
        config.number(Setting.SNAPSHOT_EVENTS));
  }

  private Joined joined() {
    return Objects.requireNonNull(joined, "it is open");
  }

  @Override
  public Log log() {
    return joined().beside;
  }

  @Override
  public void show(MeterRegistry metrics, Gate gate, List<Feed> feeds) {
    Joined here = joined();
    NodeMeters.register(metrics, here.engine, here.heartbeat);
    FeedMeters.register(metrics, feeds);
    long epoch = here.heartbeat.epoch();
    gate.share(new Gate.Node(node.name(), epoch, here.engine.stats()::position), here.state);
  }

  /** A log that took nothing may take something again before anybody appends to it. */
  @Override
  public boolean full() {
    return joined().engine.writer().full() && !joined().heartbeat.trouble().isEmpty();
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
  public Mover moving(Feed feed, BooleanSupplier isAwaited) {
    Joined here = joined();
    Following following = new Following(feed, () -> here.engine.intake().depth() > 0, isAwaited);
    return new FollowingOnce(following, feed, here.heartbeat::isFirst, isAwaited);
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
              return here.engine.snapshotter().doWork();
            });
    Worker.Duty beating = Worker.every(Heartbeat.BEAT_MILLIS, here.heartbeat::beat);
    return List.of(
        new Worker("manna-follow", following, fatal).start(),
        new Worker("manna-readers", expiring, fatal).start(),
        new Worker("manna-snapshots", snapshots, fatal).start(),
        new Worker("manna-node", beating, fatal).start());
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
    boolean said = here.heartbeat.leave();
    here.snapshots.close();
    here.beside.close();
    return "left at position %,d%s"
        .formatted(
            here.engine.position(), said ? "" : "; the database could not be told that it did");
  }
}
