package dev.manna.server;

/** A node among those that share a log: whether it may append, and whether it does what is once. */
sealed interface Heartbeat permits PostgresHeartbeat, RedisHeartbeat {
  /** Often enough that an operator who looks sees who lives. */
  long BEAT_MILLIS = 1_000;

  /** A node that was silent for so long is dead to others; three beats that were not heard. */
  long SILENT_MILLIS = 3_000;

  /** The node's. */
  String name();

  /** The epoch in which it may append. */
  long epoch();

  /** Says that the node lives, and learns whether the log goes on without it; false always. */
  boolean beat();

  /**
   * Whether this node is to do what is done once in the whole group. Another may think so as well
   * for a while, after this one was held up.
   */
  boolean isFirst();

  /** Why nothing can be appended, as far as is known; empty where something can. */
  String trouble();
}
