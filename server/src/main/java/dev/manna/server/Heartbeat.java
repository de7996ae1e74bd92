package dev.manna.server;

import dev.manna.core.Log;
import dev.manna.log.postgres.Nodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node among those that share a log: says that it lives, and looks whether it may append. */
final class Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  /** Often enough that an operator who looks sees who lives. */
  static final long BEAT_MILLIS = 1_000;

  /** A node that was silent for so long is dead to others; three beats that were not heard. */
  private static final long SILENT_MILLIS = 3_000;

  private final Nodes nodes;
  private final String name;
  private final long epoch;
  private volatile String trouble = "";
  private volatile boolean first;

  /**
   * @param name of a node that has registered
   * @param epoch the one in which it has
   */
  Heartbeat(Nodes nodes, String name, long epoch) {
    this.nodes = nodes;
    this.name = name;
    this.epoch = epoch;
  }

  String name() {
    return name;
  }

  /** The epoch in which it may append. */
  long epoch() {
    return epoch;
  }

  /** Says that the node lives, and learns whether the log goes on without it; false always. */
  boolean beat() {
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

  /**
   * Whether this node is to do what is done once in the whole group. Another may think so as well
   * for a while, after this one was held up.
   */
  boolean isFirst() {
    return first;
  }

  /** Why nothing can be appended, as far as is known; empty where something can. */
  String trouble() {
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
