package dev.manna.log.redis;

import dev.manna.core.Log;
import dev.manna.simulation.SharedLogContract;
import org.junit.jupiter.api.BeforeEach;

/**
 * Several nodes may append to a log in Redis, wherever that runs; each test has a log of its own.
 */
abstract class RedisLogSides extends SharedLogContract {
  private SharedRedis shared;

  /** Where a log of this name lies. */
  abstract RedisLogOptions place(String name);

  @BeforeEach
  void take() {
    shared = new SharedRedis(place(SharedRedis.freshName()));
  }

  @Override
  protected Log join() {
    return shared.join();
  }

  @Override
  protected void beginEpoch() {
    shared.beginEpoch();
  }

  @Override
  protected void remove(long position) {
    shared.remove(position);
  }

  @Override
  protected long await(Log side, long position, long atMostMillis) {
    return ((RedisLog) side).await(position, atMostMillis);
  }
}
