package dev.manna.server;

import dev.manna.core.SharedLog;
import dev.manna.core.SnapshotStore;
import dev.manna.core.feed.Feed;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Consumer;

/** A node's side of a log that it shares: what its engine and its followers need there. */
sealed interface Side permits PostgresSide, RedisSide {
  /** Where the log lies, for people. */
  String where();

  /** The log, for the engine, which closes it. */
  SharedLog log();

  /** The same log for whatever follows it. */
  SharedLog beside();

  SnapshotStore snapshots();

  Heartbeat heartbeat();

  /** How many events lie between two snapshots. */
  long snapshotEvents();

  /** Shows its own figures. */
  void show(MeterRegistry metrics);

  /** Threads of its own, started, beside the one of the heartbeat. */
  List<Worker> workers(Consumer<Throwable> fatal);

  /**
   * Keeps the log no longer than is needed; now and then, by the thread that makes snapshots.
   *
   * @param feeds what follows the log
   * @param naming those of them that must know what came before, to name it
   */
  void trim(List<Feed> feeds, List<Feed> naming);

  /** Up to where no follower needs the log; one that was not reached yet stands at 0. */
  static long needed(List<Feed> feeds, List<Feed> naming) {
    // Each looks again at what it took last, to see that this is still the log that it knows.
    return Math.min(least(feeds) - 1, least(naming));
  }

  private static long least(List<Feed> of) {
    return of.stream().mapToLong(Feed::position).min().orElse(Long.MAX_VALUE);
  }

  /**
   * Says that this node appends no more; when all threads but this have ended.
   *
   * @param atMostMillis so long may be waited for what makes others need nothing of this node
   * @return what an operator is to know, as the end of a sentence; empty for nothing
   */
  String leave(long atMostMillis);
}
