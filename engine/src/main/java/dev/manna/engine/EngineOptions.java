package dev.manna.engine;

import dev.manna.core.Check;
import dev.manna.engine.journal.JournalOptions;

/**
 * What an operator may choose about an engine.
 *
 * @param queueCapacity how many requests may wait before the answer is {@code too-busy}
 * @param snapshotEvents how many events lie between two snapshots
 * @param watchedRows how many rows of the state are looked at between two batches, to see whether
 *     its books balance
 */
public record EngineOptions(
    JournalOptions journal, int queueCapacity, long snapshotEvents, int watchedRows) {
  /** A tenth of a second of work for a busy writer; a queue only hides overload. */
  public static final int DEFAULT_QUEUE_CAPACITY = 65_536;

  /** Some seconds of replay at a start. */
  public static final long DEFAULT_SNAPSHOT_EVENTS = 5_000_000;

  /** A slice of less than a tenth of a millisecond, two hundred times a second. */
  public static final int DEFAULT_WATCHED_ROWS = 2_000;

  public EngineOptions {
    Check.that(queueCapacity >= 2, "a queue holds two requests or more", queueCapacity);
    Check.that(snapshotEvents >= 1, "snapshots are apart", snapshotEvents);
    Check.that(watchedRows >= 1, "every look is at a row or more", watchedRows);
  }

  /** With as many rows looked at as a server does. */
  public EngineOptions(JournalOptions journal, int queueCapacity, long snapshotEvents) {
    this(journal, queueCapacity, snapshotEvents, DEFAULT_WATCHED_ROWS);
  }

  public static EngineOptions defaults() {
    return new EngineOptions(
        JournalOptions.defaults(), DEFAULT_QUEUE_CAPACITY, DEFAULT_SNAPSHOT_EVENTS);
  }

  public EngineOptions withJournal(JournalOptions other) {
    return new EngineOptions(other, queueCapacity, snapshotEvents, watchedRows);
  }

  public EngineOptions withQueueCapacity(int other) {
    return new EngineOptions(journal, other, snapshotEvents, watchedRows);
  }

  public EngineOptions withSnapshotEvents(long other) {
    return new EngineOptions(journal, queueCapacity, other, watchedRows);
  }

  public EngineOptions withWatchedRows(int other) {
    return new EngineOptions(journal, queueCapacity, snapshotEvents, other);
  }
}
