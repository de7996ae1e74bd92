package dev.manna.log.redis;

import dev.manna.core.Log;
import dev.manna.simulation.LogContract;
import dev.manna.simulation.net.RedisCluster;
import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** So is one in a Redis Cluster, whatever master its slot is on. */
class ClusterLogTest {
  @TempDir static Path folder;
  private static RedisCluster redis;

  @BeforeAll
  static void start() {
    redis = RedisCluster.start(folder, RedisProcess.FSYNCED);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private static RedisLogOptions place(String name) {
    return RedisLogOptions.inCluster(name, redis.uris());
  }

  @Nested
  class OneNode extends LogContract {
    private String name;

    @BeforeEach
    void take() {
      name = SharedRedis.freshName();
    }

    @Override
    protected Log openLog() {
      return RedisLog.open(place(name), 0);
    }
  }

  @Nested
  class SeveralNodes extends RedisLogSides {
    @Override
    RedisLogOptions place(String name) {
      return ClusterLogTest.place(name);
    }
  }
}
