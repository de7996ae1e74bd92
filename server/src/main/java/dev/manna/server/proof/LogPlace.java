package dev.manna.server.proof;

import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.LogView;
import dev.manna.log.postgres.SnapshotView;
import dev.manna.log.redis.RedisLogOptions;
import dev.manna.log.redis.RedisView;
import dev.manna.server.Complaint;
import java.io.IOException;
import java.nio.file.Path;

/** Where the log lies that a command is about. */
public sealed interface LogPlace {
  /** What a message calls it. */
  String where();

  /** The whole log, for reading; complains if it cannot be read whole. */
  StoppedLog open();

  /** The log beside whoever appends to it; complains if there is none. */
  LogBeside beside();

  /** A data directory. */
  record Journal(Path data) implements LogPlace {
    @Override
    public String where() {
      return data.toString();
    }

    @Override
    public StoppedLog open() {
      return StoppedLog.open(data);
    }

    @Override
    public LogBeside beside() {
      return LogBeside.of(data);
    }
  }

  /** A log that nodes share; they may run meanwhile. */
  sealed interface Shared extends LogPlace {
    /** The log as it is found; complains if it cannot be reached, or is not there. */
    SharedView view();

    @Override
    default StoppedLog open() {
      return StoppedLog.of(where(), view());
    }

    @Override
    default LogBeside beside() {
      return new SharedBeside(view());
    }
  }

  /**
   * One in PostgreSQL.
   *
   * @param name what the log is called there
   */
  record InPostgres(Database database, String name) implements Shared {
    @Override
    public String where() {
      return "log \"%s\" in %s".formatted(name, database.shown());
    }

    @Override
    public SharedView view() {
      try {
        return new SharedView.InPostgres(LogView.open(database, name, System::nanoTime));
      } catch (IOException e) {
        throw new Complaint(String.valueOf(e.getMessage()), e);
      }
    }
  }

  /**
   * One in Redis.
   *
   * @param database where its nodes, epochs and snapshots are written down
   */
  record InRedis(RedisLogOptions options, Database database) implements Shared {
    @Override
    public String where() {
      return "log " + options.shown();
    }

    @Override
    public SharedView view() {
      try {
        return new SharedView.InRedis(
            RedisView.open(options), SnapshotView.of(database, options.name(), System::nanoTime));
      } catch (IOException e) {
        throw new Complaint(String.valueOf(e.getMessage()), e);
      }
    }
  }
}
