package dev.manna.server.move;

import dev.manna.core.Log.BatchReader;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.LeftLog;
import java.io.IOException;

/** The log that nodes have shared in PostgreSQL, and have left. */
record PostgresOrigin(String shown, LeftLog log) implements Origin {
  static PostgresOrigin open(Database database, String name) throws IOException {
    LeftLog log = LeftLog.open(database, name, System::nanoTime);
    return new PostgresOrigin(PostgresDestination.shown(database, name), log);
  }

  @Override
  public long end() {
    return log.end();
  }

  @Override
  public void fence() throws IOException {
    log.fence();
  }

  @Override
  public void read(long after, BatchReader reader) throws IOException {
    log.read(after, reader);
  }

  @Override
  public void close() {
    log.close();
  }
}
