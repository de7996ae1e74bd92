package dev.manna.log.redis;

import dev.manna.core.Log;
import dev.manna.simulation.LogContract;
import dev.manna.simulation.net.RedisProcess;
import dev.manna.simulation.net.RedisSentinel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** So is one whose master Sentinels name. */
class SentinelLogTest {
  @TempDir static Path folder;
  private static RedisSentinel redis;

  @BeforeAll
  static void start() {
    redis = RedisSentinel.start(folder, RedisProcess.FSYNCED);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private static RedisLogOptions place(String name) {
    return RedisLogOptions.at(name, redis.uri());
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
      return SentinelLogTest.place(name);
    }
  }
}
