package dev.manna.server;

import dev.manna.core.Log;
import dev.manna.log.postgres.Nodes;
import dev.manna.log.redis.RedisNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node whose log lies in Redis. That it lives is said by its side of the log, which sees as well
 * whether that waits for anything; here it is learned who of all does what is done once.
 */
final class RedisHeartbeat implements Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(RedisHeartbeat.class);

  private final RedisNode log;
  private final Nodes nodes;
  private final String name;
  private String told = "";
  private volatile boolean first;

  RedisHeartbeat(RedisNode log, Nodes nodes, String name) {
    this.log = log;
    this.nodes = nodes;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long epoch() {
    return log.epoch();
  }

  @Override
  public boolean beat() {
    String found = trouble();
    if (!found.equals(told)) {
      LOG.warn("{}: {}", name, found.isEmpty() ? "the log goes on, epoch " + epoch() : found);
      told = found;
    }
    boolean isFirst = found.isEmpty() && isFirstOfAll();
    if (isFirst != first) {
      LOG.info("{} {}", name, isFirst ? "moves the followers now" : "moves no follower now");
    }
    first = isFirst;
    return false;
  }

  /** Nobody is where the database cannot be asked. */
  private boolean isFirstOfAll() {
    try {
      return nodes.isFirst(name, log.epoch(), SILENT_MILLIS);
    } catch (Log.Away e) {
      return false;
    }
  }

  /** While an epoch is over and the next one is not open, nobody moves the books. */
  @Override
  public boolean isFirst() {
    return first && trouble().isEmpty();
  }

  @Override
  public String trouble() {
    return log.waitsFor();
  }
}
