package dev.manna.engine;

import java.util.concurrent.atomic.LongAdder;

/** What the writer has done so far; written by its thread, read by any. */
public final class WriterStats {
  private final LongAdder batches = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder racesLost = new LongAdder();
  private volatile long position;

  void appended(int count, long durablePosition) {
    batches.increment();
    events.add(count);
    position = durablePosition;
  }

  void lostRace() {
    racesLost.increment();
  }

  void recovered(long durablePosition) {
    position = durablePosition;
  }

  /** Batches appended since the start. */
  public long batches() {
    return batches.sum();
  }

  /** Events appended since the start. */
  public long events() {
    return events.sum();
  }

  /** Batches that were decided again because another node was first. */
  public long racesLost() {
    return racesLost.sum();
  }

  /** The last durable position. */
  public long position() {
    return position;
  }
}
