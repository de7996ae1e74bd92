package dev.manna.core;

import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import org.jspecify.annotations.Nullable;

/**
 * States of a shared log that were written down where all its nodes reach them. Whoever joins reads
 * the newest, and the log after it; any node writes one, from its own copy of the state. Two are
 * kept, so that the log may be removed up to the older of them.
 */
public interface SnapshotStore extends AutoCloseable {
  /** Writes what a snapshot holds. */
  @FunctionalInterface
  interface Body {
    void writeTo(Sink sink);
  }

  /** Reads what a snapshot holds. */
  @FunctionalInterface
  interface Reader<T> {
    T readFrom(Source source);
  }

  /**
   * A snapshot that was read whole.
   *
   * @param position the last event that its state has seen
   */
  record Found<T>(long position, T state) {}

  /**
   * Writes a snapshot, unless there is one of this position or a later one, or another node is
   * about to write one. What was written by halves is never found.
   *
   * @param position at which a batch of the log ends, durable
   * @return whether it was written
   * @throws Log.Away if the store cannot be reached; it was not written then, or all of it was
   */
  boolean write(long position, Body body);

  /**
   * Reads the newest snapshot that is whole; null where there is none.
   *
   * @param reader is given each that is tried, from its beginning; what it makes of one that turns
   *     out to be damaged is thrown away
   * @throws Log.Away if the store cannot be reached
   */
  <T> @Nullable Found<T> newest(Reader<T> reader);

  /**
   * The position of the newest, 0 where there is none.
   *
   * @throws Log.Away if the store cannot be reached
   */
  long newestPosition();

  /**
   * The position of the older of the two that are kept, 0 where there are fewer: the log may be
   * removed up to there, for what joining nodes need.
   *
   * @throws Log.Away if the store cannot be reached
   */
  long older();

  @Override
  void close();
}
