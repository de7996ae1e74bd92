package dev.manna.core;

import java.nio.ByteBuffer;

/**
 * Events that are appended together, durable all or none.
 *
 * @param first the position of the first event; positions count from 1 without a gap
 * @param count how many events
 * @param timeMillis the time at which all of them were decided
 * @param payload the encoded events, from its position to its limit; whoever is given a batch reads
 *     it before returning and keeps no reference, and reads through {@link ByteBuffer#duplicate}
 */
public record Batch(long first, int count, long timeMillis, ByteBuffer payload) {
  public Batch {
    Check.that(first >= 1, "a batch begins at position 1 or later", first);
    Check.that(count >= 1, "a batch holds at least one event", count);
  }

  /** The position of the last event. */
  public long last() {
    return first + count - 1;
  }
}
