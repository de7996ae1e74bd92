package dev.manna.log.redis;

import java.util.function.LongSupplier;

/**
 * What a node goes by when a log is recovered.
 *
 * @param booked up to where the books hold the log; no event of a closed epoch may be booked once
 *     the epoch was raised. Where none are kept, always 0
 * @param takeoverMillis so long a recovery may make no progress before another node takes it over
 * @param deadMillis a node that was silent for so long is taken for dead, and an epoch without it
 *     is opened while Redis still runs and has all that it appended
 * @param millis of a clock that never goes back
 */
public record RecoveryTimes(
    LongSupplier booked, long takeoverMillis, long deadMillis, LongSupplier millis) {
  private static final long DEFAULT_TAKEOVER_MILLIS = 5_000;
  private static final long DEFAULT_DEAD_MILLIS = 5_000;

  public RecoveryTimes {
    if (takeoverMillis < 1 || deadMillis < 1) {
      throw new IllegalArgumentException(
          "takeover after %d ms, dead after %d ms; at least 1 is allowed"
              .formatted(takeoverMillis, deadMillis));
    }
  }

  /** The usual ones. */
  public static RecoveryTimes usual(LongSupplier booked, LongSupplier millis) {
    return new RecoveryTimes(booked, DEFAULT_TAKEOVER_MILLIS, DEFAULT_DEAD_MILLIS, millis);
  }
}
