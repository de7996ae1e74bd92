package dev.manna.server;

import dev.manna.core.TimeSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's clock, watched: the engine never lets the log's time go back, but a clock that
 * jumps forth would end holds and campaigns early, so somebody must hear of it.
 */
final class WallClock implements TimeSource {
  private static final Logger LOG = LoggerFactory.getLogger(WallClock.class);

  /** Clocks that are kept right by small steps stay far below. */
  private static final long JUMP_MILLIS = 2_000;

  private long seenMillis = System.currentTimeMillis();
  private long seenNanos = System.nanoTime();
  private final AtomicLong jumps = new AtomicLong();

  @Override
  public long millis() {
    return System.currentTimeMillis();
  }

  /** Compares the clock with one that only counts; for one thread, about once a second. */
  void watch() {
    long millis = System.currentTimeMillis();
    long nanos = System.nanoTime();
    long jump = millis - seenMillis - TimeUnit.NANOSECONDS.toMillis(nanos - seenNanos);
    if (Math.abs(jump) > JUMP_MILLIS) {
      jumps.incrementAndGet();
      LOG.warn("the clock jumped by {} ms; campaigns and holds go by it", jump);
    }
    seenMillis = millis;
    seenNanos = nanos;
  }

  /** How often it jumped. */
  long jumps() {
    return jumps.get();
  }
}
