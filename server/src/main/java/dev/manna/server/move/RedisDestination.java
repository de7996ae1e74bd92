package dev.manna.server.move;

import dev.manna.core.Batch;
import dev.manna.core.SnapshotStore.Found;
import dev.manna.core.law.Machine;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.NodeRecords;
import dev.manna.log.postgres.PostgresSnapshots;
import dev.manna.log.redis.IncomingRedisLog;
import dev.manna.log.redis.RedisLogOptions;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log in Redis that is to be: its end there, and all that it comes to in a snapshot in
 * PostgreSQL. The snapshot is first, so that nobody finds a log that he cannot join.
 */
record RedisDestination(RedisLogOptions options, Database database, IncomingRedisLog log) {
  private static final Logger LOG = LoggerFactory.getLogger(RedisDestination.class);

  /**
   * Begins.
   *
   * @throws IOException if something is there
   */
  static RedisDestination begin(RedisLogOptions options, Database database) throws IOException {
    try (NodeRecords records = NodeRecords.of(database, options.name(), System::nanoTime)) {
      if (records.epochs() != null) {
        throw new IOException(
            "%s knows a log \"%s\" already; name another with --log-name, or another database"
                .formatted(database.shown(), options.name()));
      }
    }
    return new RedisDestination(options, database, IncomingRedisLog.begin(options));
  }

  String shown() {
    return "log %s, nodes in %s".formatted(options.shown(), database.shown());
  }

  void append(Batch batch) {
    log.append(batch);
  }

  /** Up to where the log is in the snapshot alone. */
  long beginsAfter() {
    return log.beginsAfter();
  }

  /**
   * Makes it a log that nodes can join, once its snapshot was read back.
   *
   * @param state at its end
   */
  void finish(Machine state) throws IOException {
    try (PostgresSnapshots snapshots =
        PostgresSnapshots.of(database, options.name(), "move", System::nanoTime, LOG::error)) {
      snapshots.write(state.position(), state::save);
      Found<Machine> found = snapshots.newest(Machine::load);
      if (found == null || !found.state().digest().equals(state.digest())) {
        throw new IOException(
            "%s holds a snapshot of another log \"%s\"; name another with --log-name"
                .formatted(database.shown(), options.name()));
      }
    }
    log.commit(state.view().free());
  }
}
