package dev.manna.log.postgres;

import dev.manna.core.SharedLog;
import dev.manna.core.SnapshotStore;
import dev.manna.simulation.NodesContract;
import java.io.IOException;

/** Three nodes over a log in PostgreSQL do together what one engine does. */
class PostgresNodesTest extends NodesContract {
  private final Database database = Postgres.at(Postgres.fresh());
  private int nodes;

  @Override
  protected SharedLog join() throws IOException {
    return PostgresLog.open(database, "main", "node-" + ++nodes, System::nanoTime);
  }

  @Override
  protected SnapshotStore snapshots() throws IOException {
    return PostgresSnapshots.of(database, "main", "node-" + nodes, System::nanoTime, line -> {});
  }
}
