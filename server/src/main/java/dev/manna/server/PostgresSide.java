package dev.manna.server;

import dev.manna.core.SharedLog;
import dev.manna.core.feed.Feed;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.Nodes;
import dev.manna.log.postgres.PostgresLog;
import dev.manna.log.postgres.PostgresSnapshots;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's side of a log in PostgreSQL. */
record PostgresSide(
    String where,
    PostgresLog log,
    SharedLog beside,
    PostgresSnapshots snapshots,
    PostgresHeartbeat heartbeat,
    PostgresTrimming trimming,
    long snapshotEvents)
    implements Side {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresSide.class);

  /**
   * Joins.
   *
   * @param opening closes what was opened where something else fails
   */
  static PostgresSide join(Config config, NodeName node, Opening opening) throws IOException {
    Database database = config.logDatabase();
    String name = config.logName();
    PostgresLog log = opening.take(PostgresLog.open(database, name, node.name(), System::nanoTime));
    PostgresSnapshots snapshots =
        opening.take(
            PostgresSnapshots.of(database, name, node.name(), System::nanoTime, LOG::error));
    Nodes nodes = opening.take(Nodes.of(database, name, System::nanoTime));
    PostgresHeartbeat heartbeat = new PostgresHeartbeat(nodes, node.name(), log.epoch());
    return new PostgresSide(
        "log \"%s\" in %s".formatted(name, database.shown()),
        log,
        opening.take(log.beside()),
        snapshots,
        heartbeat,
        new PostgresTrimming(log, snapshots, heartbeat::isFirst, config.keepLog()),
        config.number(Setting.SNAPSHOT_EVENTS));
  }

  @Override
  public void show(MeterRegistry metrics) {}

  @Override
  public List<Worker> workers(Consumer<Throwable> fatal) {
    return List.of();
  }

  @Override
  public void trim(List<Feed> feeds, List<Feed> naming) {
    trimming.doWork(feeds, naming);
  }

  /** What it has appended is where everybody reads it. */
  @Override
  public String leave(long atMostMillis) {
    boolean said = heartbeat.leave();
    snapshots.close();
    beside.close();
    return said ? "" : "; the database could not be told that it did";
  }
}
