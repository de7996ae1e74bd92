package dev.manna.log.redis;

import dev.manna.core.SharedLog;
import dev.manna.core.SnapshotStore;
import dev.manna.simulation.NodesContract;
import dev.manna.simulation.SimSnapshots;
import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes over a log in Redis do together what one engine does. */
class RedisNodesTest extends NodesContract {
  @TempDir static Path folder;
  private static RedisProcess redis;

  private final SharedRedis shared =
      new SharedRedis(RedisLogOptions.at(SharedRedis.freshName(), redis.uri()));

  private final SnapshotStore snapshots = SimSnapshots.calm();

  @BeforeAll
  static void startRedis() {
    redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @Override
  protected SharedLog join() {
    return shared.join();
  }

  @Override
  protected SnapshotStore snapshots() {
    return snapshots;
  }
}
