package dev.manna.server;

import dev.manna.core.Log;
import dev.manna.core.Outline;
import dev.manna.core.feed.EventSink;
import dev.manna.core.law.StateView;
import dev.manna.ledger.Ledger;
import dev.manna.log.postgres.PostgresSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * What databases hold of a log that lies in Redis, as they say it when they are asked: whatever
 * becomes of Redis, that is not lost. Any thread may ask.
 */
final class Held implements AutoCloseable {
  private final @Nullable Ledger books;
  private final PostgresSnapshots snapshots;

  /**
   * @param books with a connection of their own, beside whoever moves them; null where none are
   *     kept
   * @param snapshots with a connection of their own
   */
  Held(@Nullable Ledger books, PostgresSnapshots snapshots) {
    this.books = books;
    this.snapshots = snapshots;
  }

  /**
   * Up to where the log must be: the books hold it, or a snapshot from which nodes start.
   *
   * @throws Log.Away if one of them cannot be asked
   */
  synchronized long position() {
    return Math.max(snapshots.newestPosition(), booked());
  }

  /**
   * Up to where the books hold the log; where none are kept, the newest snapshot.
   *
   * @throws Log.Away if they cannot be asked
   */
  synchronized long drained() {
    return books == null ? snapshots.newestPosition() : booked();
  }

  private long booked() {
    try {
      return books == null ? 0 : books.standing().position();
    } catch (EventSink.Trouble e) {
      throw new Log.Away("the books: " + e.getMessage(), e);
    }
  }

  /** What the latest snapshot up to a position knows; null where there is none. */
  synchronized @Nullable Outline outline(long upTo) {
    var found = snapshots.latest(upTo, StateView::outline);
    return found == null ? null : found.state();
  }

  @Override
  public synchronized void close() {
    if (books != null) {
      books.close();
    }
    snapshots.close();
  }
}
