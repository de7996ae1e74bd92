package dev.manna.core;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Events that are appended together, durable all or none.
 *
 * @param first the position of the first event; positions count from 1 without a gap
 * @param count how many events
 * @param timeMillis the time at which all of them were decided
 * @param payload the encoded events, from its position to its limit; whoever is given a batch reads
 *     it before returning and keeps no reference, and reads through {@link ByteBuffer#duplicate}
 * @param stock what they change of what is free, one entry an item; empty where the log does not
 *     ask for it ({@link Log#stockWindow})
 */
public record Batch(
    long first, int count, long timeMillis, ByteBuffer payload, List<StockChange> stock) {
  public Batch {
    Check.that(first >= 1, "a batch begins at position 1 or later", first);
    Check.that(count >= 1, "a batch holds at least one event", count);
    stock = List.copyOf(stock);
  }

  /** Of a log that keeps no stock. */
  public Batch(long first, int count, long timeMillis, ByteBuffer payload) {
    this(first, count, timeMillis, payload, List.of());
  }

  /** The position of the last event. */
  public long last() {
    return first + count - 1;
  }

  /** The same as a log keeps it that does not ask what it changes of a stock. */
  public Batch events() {
    return stock.isEmpty() ? this : new Batch(first, count, timeMillis, payload);
  }

  /** The same with a payload of its own, for whoever keeps it. */
  public Batch copy() {
    ByteBuffer own = ByteBuffer.allocate(payload.remaining());
    own.put(payload.duplicate()).flip();
    return new Batch(first, count, timeMillis, own, stock);
  }
}
