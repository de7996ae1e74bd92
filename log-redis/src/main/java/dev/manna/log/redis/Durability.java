package dev.manna.log.redis;

/** What an acknowledged append survives, by how Redis writes its append-only file. */
public enum Durability {
  /** {@code appendonly yes}, {@code appendfsync always}: the crash of Redis and of its machine. */
  FSYNCED,
  /** {@code appendonly yes}, any {@code appendfsync}: of a crash, all but the last second. */
  EVERY_SECOND,
  /** Nothing is asked: a crash of Redis loses whatever no copy holds. */
  MEMORY
}
