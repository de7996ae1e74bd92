package dev.manna.server;

import dev.manna.core.Batch;
import dev.manna.core.Outline;
import dev.manna.core.SharedLog;
import org.jspecify.annotations.Nullable;

/**
 * A log in Redis for whatever follows it: where its beginning was removed, a snapshot says what
 * came before. Nobody appends here.
 */
record BesideRedis(SharedLog log, Held held) implements SharedLog {
  @Override
  public long position() {
    return log.position();
  }

  @Override
  public long await(long position, long atMostMillis) {
    return log.await(position, atMostMillis);
  }

  @Override
  public boolean endsAt(long position) {
    return log.endsAt(position);
  }

  @Override
  public Appended append(long expectedPosition, Batch batch) {
    throw new IllegalStateException("who follows a log does not append to it");
  }

  @Override
  public void read(long position, BatchReader reader) {
    log.read(position, reader);
  }

  @Override
  public @Nullable Outline outline(long upTo) {
    try {
      log.read(0, batch -> false);
      return null;
    } catch (Gone e) {
      return held.outline(upTo);
    }
  }

  /** Whoever has joined leaves. */
  @Override
  public void close() {}
}
