package dev.manna.log.redis;

import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The replicas that must have what is acknowledged. A server tells of a connection how many have
 * all that was written up to its last command, so it is asked on the connection of the command.
 *
 * @param least so many of them
 * @param waitMillis so long it is waited for them
 */
record Replicas(int least, long waitMillis) {
  /** None need have it. */
  static final Replicas NONE = new Replicas(0, 0);

  static Replicas of(RedisLogOptions options) {
    // An answer comes before it is given up.
    return new Replicas(options.replicas(), Math.max(1, options.timeoutMillis() / 2));
  }

  /**
   * Returns when enough of them have what a script has done or found.
   *
   * @throws Trouble if too few do
   */
  void await(Jedis redis, List<?> reply) {
    if (least == 0 || !Script.text(reply.getFirst()).equals("DONE")) {
      return;
    }
    try {
      long have = redis.waitReplicas(least, waitMillis);
      if (have < least) {
        throw new Trouble(
            Trouble.Kind.LAGGING,
            "%d of %d replicas have it after %d ms".formatted(have, least, waitMillis),
            null);
      }
    } catch (JedisDataException e) {
      throw new Trouble(Trouble.Kind.LAGGING, "whether replicas have it: " + e.getMessage(), e);
    }
  }
}
