package dev.manna.server;

import dev.manna.core.Log;
import dev.manna.log.postgres.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node whose log lies in PostgreSQL: says that it lives, and looks whether it may append. */
final class PostgresHeartbeat implements Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresHeartbeat.class);

  private final Nodes nodes;
  private final String name;
  private final long epoch;
  private volatile String trouble = "";
  private volatile boolean first;

  /**
   * @param name of a node that has registered
   * @param epoch the one in which it has
   */
  PostgresHeartbeat(Nodes nodes, String name, long epoch) {
    this.nodes = nodes;
    this.name = name;
    this.epoch = epoch;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public boolean beat() {
    String found = "";
    boolean isFirst = false;
    try {
      long current = nodes.epoch();
      if (current != epoch) {
        found =
            "the log is in epoch %d, and this node joined in %d: start it again"
                .formatted(current, epoch);
      } else if (!nodes.seen(name, epoch)) {
        found = "nobody knows this node: start it again";
      } else {
        isFirst = nodes.isFirst(name, epoch, SILENT_MILLIS);
      }
    } catch (Log.Away e) {
      found = String.valueOf(e.getMessage());
    }
    if (!found.equals(trouble)) {
      LOG.warn("{}: {}", name, found.isEmpty() ? "the log can be reached again" : found);
    }
    if (isFirst != first) {
      LOG.info("{} {}", name, isFirst ? "moves the followers now" : "moves no follower now");
    }
    trouble = found;
    first = isFirst;
    return false;
  }

  @Override
  public boolean isFirst() {
    return first;
  }

  @Override
  public String trouble() {
    return trouble;
  }

  /** Says that the node appends no more; whether that was heard. */
  boolean leave() {
    try (nodes) {
      return nodes.leave(name, epoch);
    } catch (Log.Away e) {
      LOG.warn("{} leaves unheard: {}", name, e.getMessage());
      return false;
    }
  }
}
