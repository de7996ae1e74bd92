package dev.manna.engine;

import dev.manna.core.Check;
import dev.manna.engine.journal.JournalOptions;

/**
 * What an operator may choose about an engine.
 *
 * @param queueCapacity how many requests may wait before the answer is {@code too-busy}
 * @param snapshotEvents how many events lie between two snapshots
 */
public record EngineOptions(JournalOptions journal, int queueCapacity, long snapshotEvents) {
  /** A tenth of a second of work for a busy writer; a queue only hides overload. */
  public static final int DEFAULT_QUEUE_CAPACITY = 65_536;

  /** Some seconds of replay at a start. */
  public static final long DEFAULT_SNAPSHOT_EVENTS = 5_000_000;

  public EngineOptions {
    Check.that(queueCapacity >= 2, "a queue holds two requests or more", queueCapacity);
    Check.that(snapshotEvents >= 1, "snapshots are apart", snapshotEvents);
  }

  public static EngineOptions defaults() {
    return new EngineOptions(
        JournalOptions.defaults(), DEFAULT_QUEUE_CAPACITY, DEFAULT_SNAPSHOT_EVENTS);
  }

  public EngineOptions withJournal(JournalOptions other) {
    return new EngineOptions(other, queueCapacity, snapshotEvents);
  }

  public EngineOptions withQueueCapacity(int other) {
    return new EngineOptions(journal, other, snapshotEvents);
  }

  public EngineOptions withSnapshotEvents(long other) {
    return new EngineOptions(journal, queueCapacity, other);
  }
}
