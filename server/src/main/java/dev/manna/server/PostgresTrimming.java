package dev.manna.server;

import dev.manna.core.Log;
import dev.manna.core.feed.Feed;
import dev.manna.engine.journal.Retention;
import dev.manna.log.postgres.PostgresLog;
import dev.manna.log.postgres.PostgresSnapshots;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what need not be kept of a log in PostgreSQL, on the node that moves the followers, which
 * knows where each of them stands. A follower that was not reached since then stands at 0, and
 * needs all there is. Used by one thread.
 */
final class PostgresTrimming {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresTrimming.class);

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final PostgresLog log;
  private final PostgresSnapshots snapshots;
  private final BooleanSupplier isFirst;
  private final Retention.@Nullable Keep keep;
  private long lookedNanos = System.nanoTime() - LOOK_NANOS;

  /**
   * @param isFirst whether this node moves the followers
   * @param keep for how long what happened stays; null for ever
   */
  PostgresTrimming(
      PostgresLog log,
      PostgresSnapshots snapshots,
      BooleanSupplier isFirst,
      Retention.@Nullable Keep keep) {
    this.log = log;
    this.snapshots = snapshots;
    this.isFirst = isFirst;
    this.keep = keep;
  }

  /** Removes what may go, now and then. */
  void doWork(List<Feed> feeds, List<Feed> naming) {
    long now = System.nanoTime();
    if (keep == null || !isFirst.getAsBoolean() || now - lookedNanos < LOOK_NANOS) {
      return;
    }
    lookedNanos = now;
    try {
      long needed = Side.needed(feeds, naming);
      long upTo = snapshots.upTo(Math.min(needed, snapshots.older()));
      if (upTo > 0) {
        log.trim(upTo, System.currentTimeMillis() - keep.millis());
      }
    } catch (Log.Away e) {
      LOG.debug("the log stays longer until the next time: {}", e.getMessage());
    }
  }
}
