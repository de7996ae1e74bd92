package dev.manna.log.postgres;

import dev.manna.core.Log;
import dev.manna.simulation.LogContract;
import java.io.IOException;

/** A node's side of a log in PostgreSQL is a log. */
final class PostgresLogTest extends LogContract {
  private final Database database = Postgres.at(Postgres.fresh());

  @Override
  protected Log openLog() throws IOException {
    return PostgresLog.open(database, "main", "node", System::nanoTime);
  }
}
