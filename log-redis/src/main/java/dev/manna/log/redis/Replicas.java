package dev.manna.log.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.BaseRedisCommands;
import io.lettuce.core.api.sync.RedisHashCommands;
import java.util.List;

/**
 * The replicas that must have what is acknowledged. The server tells how many have all that one
 * connection has written, and so it is asked on the very connection that wrote.
 *
 * @param least so many of them
 * @param waitMillis so long it is waited for them
 * @param meta the key of the log's meta
 */
record Replicas(int least, long waitMillis, String meta) {
  /** None need have it. */
  static final Replicas NONE = new Replicas(0, 0, "");

  static Replicas of(RedisLogOptions options, LogKeys keys) {
    // An answer comes before it is given up.
    return new Replicas(options.replicas(), Math.max(1, options.timeoutMillis() / 2), keys.meta());
  }

  /**
   * Returns when enough of them have what a script has done or found.
   *
   * @throws Trouble if too few do
   */
  <R extends RedisHashCommands<String, byte[]> & BaseRedisCommands<String, byte[]>> void await(
      R redis, List<?> reply) {
    if (least == 0 || !Script.text(reply.getFirst()).equals("DONE")) {
      return;
    }
    try {
      if (reply.size() > 2) {
        // Another connection has written it; a write of this one comes after that.
        redis.hincrby(meta, "epoch", 0);
      }
      long have = redis.waitForReplication(least, waitMillis);
      if (have < least) {
        throw new Trouble(
            Trouble.Kind.LAGGING,
            "%d of %d replicas have it after %d ms".formatted(have, least, waitMillis),
            null);
      }
    } catch (RedisCommandExecutionException e) {
      throw new Trouble(Trouble.Kind.LAGGING, "whether replicas have it: " + e.getMessage(), e);
    }
  }
}
