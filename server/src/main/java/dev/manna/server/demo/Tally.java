package dev.manna.server.demo;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * How the clients of a campaign fared. One thread writes; the counts, and they alone, may be read
 * meanwhile from any.
 */
final class Tally {
  private final AtomicLong granted = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Map<String, Long> refusals = new TreeMap<>();
  private final Histogram latency = new Histogram(3);

  void granted() {
    granted.lazySet(granted.get() + 1);
  }

  void missed() {
    missed.lazySet(missed.get() + 1);
  }

  void refused(String code) {
    refused.lazySet(refused.get() + 1);
    refusals.merge(code, 1L, Long::sum);
  }

  void took(long nanos) {
    latency.recordValue(Math.max(0, nanos / 1_000));
  }

  /** Claims that were answered. */
  long claims() {
    return grantedClaims() + missedClaims() + refusedClaims();
  }

  long grantedClaims() {
    return granted.get();
  }

  long missedClaims() {
    return missed.get();
  }

  long refusedClaims() {
    return refused.get();
  }

  /** Refused claims by code. */
  Map<String, Long> refusals() {
    return refusals;
  }

  /** Times in microseconds. */
  Histogram latency() {
    return latency;
  }
}
