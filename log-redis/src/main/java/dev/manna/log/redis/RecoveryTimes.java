package dev.manna.log.redis;

import java.util.function.LongSupplier;

/**
 * What a node goes by when a log is recovered.
 *
 * @param booked up to where the books hold the log, or whatever else {@link RedisLog#drained} is
 *     told: never less than that was. No event of a closed epoch may be booked once the epoch was
 *     raised. Where none are kept, up to where snapshots hold it; where nothing is drained, always
 *     0. It throws {@code Log.Away} where they cannot be asked
 * @param takeoverMillis so long a recovery may make no progress before another node takes it over
 * @param deadMillis a node that was silent for so long is taken for dead, and an epoch without it
 *     is opened while Redis still runs and has all that it appended
 * @param silentMillis so long a recovery waits for nodes that are silent; then it goes on without
 *     them, and what they may have acknowledged is set aside, where it can be
 * @param millis of a clock that never goes back
 */
public record RecoveryTimes(
    LongSupplier booked,
    long takeoverMillis,
    long deadMillis,
    long silentMillis,
    LongSupplier millis) {
  private static final long DEFAULT_TAKEOVER_MILLIS = 5_000;
  private static final long DEFAULT_DEAD_MILLIS = 5_000;

  /** With the time that a recovery takes, it is less than ten seconds. */
  private static final long DEFAULT_SILENT_MILLIS = 5_000;

  public RecoveryTimes {
    if (takeoverMillis < 1 || deadMillis < 1 || silentMillis < 1) {
      throw new IllegalArgumentException(
          "takeover after %d ms, dead after %d ms, silent for %d ms; at least 1 is allowed"
              .formatted(takeoverMillis, deadMillis, silentMillis));
    }
  }

  /** The usual ones. */
  public static RecoveryTimes usual(LongSupplier booked, LongSupplier millis) {
    return new RecoveryTimes(
        booked, DEFAULT_TAKEOVER_MILLIS, DEFAULT_DEAD_MILLIS, DEFAULT_SILENT_MILLIS, millis);
  }
}
