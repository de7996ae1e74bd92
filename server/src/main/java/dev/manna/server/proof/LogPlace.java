package dev.manna.server.proof;

import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.LogView;
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

  /**
   * A log in PostgreSQL; its nodes may run meanwhile.
   *
   * @param name what the log is called there
   */
  record Shared(Database database, String name) implements LogPlace {
    @Override
    public String where() {
      return "log \"%s\" in %s".formatted(name, database.shown());
    }

    /** The log as it is found; complains if it cannot be reached, or is not there. */
    public LogView view() {
      try {
        return LogView.open(database, name, System::nanoTime);
      } catch (IOException e) {
        throw new Complaint(String.valueOf(e.getMessage()), e);
      }
    }

    @Override
    public StoppedLog open() {
      return StoppedLog.of(view());
    }

    @Override
    public LogBeside beside() {
      return new SharedBeside(view());
    }
  }
}
