package dev.manna.engine;

import dev.manna.core.Batch;
import dev.manna.core.SharedLog;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets the other nodes of a log have their turn. Who has just appended knows the log's end first,
 * and without manners would be first again and again, while the others decide in vain. So after
 * each batch it waits for a time that grows with how many others are at work: of those, as many as
 * there were batches between its last two.
 */
final class Courtesy implements SharedLog {
  /** Half a round trip for each other node. */
  private static final int SHARE = 2;

  /** More others than these make nobody wait longer. */
  private static final int MOST_OTHERS = 16;

  /** However slow the log, nobody waits longer for the others. */
  private static final long MOST_NANOS = 20_000_000;

  /** A round trip weighs an eighth of the mean. */
  private static final int MEMORY = 8;

  private final SharedLog log;
  private final LongSupplier nanos;
  private final LongConsumer pause;
  private long roundTrip;
  private int others;
  private long untilNanos;
  private boolean waits;

  /** Up to where whoever follows the log has heard of it. */
  private volatile long heard;

  /**
   * @param nanos of a clock that never goes back
   * @param pause waits for so many nanoseconds
   */
  Courtesy(SharedLog log, LongSupplier nanos, LongConsumer pause) {
    this.log = log;
    this.nanos = nanos;
    this.pause = pause;
  }

  @Override
  public long turn() {
    if (waits) {
      waits = false;
      long left = untilNanos - nanos.getAsLong();
      if (left > 0) {
        pause.accept(left);
      }
    }
    return Math.max(heard, log.turn());
  }

  @Override
  public long stockWindow() {
    return log.stockWindow();
  }

  @Override
  public Appended append(long expectedPosition, Batch batch) {
    long began = nanos.getAsLong();
    Appended appended = log.append(expectedPosition, batch);
    switch (appended) {
      case Appended.Done done -> won(began);
      case Appended.Conflict conflict -> others += conflict.missing().size();
      case Appended.Full full -> {}
      case Appended.Fenced fenced -> {}
      case Appended.InDoubt doubt -> {}
    }
    return appended;
  }

  private void won(long began) {
    long now = nanos.getAsLong();
    roundTrip = roundTrip == 0 ? now - began : roundTrip + (now - began - roundTrip) / MEMORY;
    long pausing = Math.min(roundTrip * Math.min(others, MOST_OTHERS) / SHARE, MOST_NANOS);
    untilNanos = now + pausing;
    waits = pausing > 0;
    others = 0;
  }

  @Override
  public boolean endsAt(long position) {
    return log.endsAt(position);
  }

  @Override
  public void read(long position, BatchReader reader) {
    log.read(
        position,
        batch -> {
          others++;
          return reader.read(batch);
        });
  }

  @Override
  public long await(long position, long atMostMillis) {
    long end = log.await(position, atMostMillis);
    heard = end;
    return end;
  }

  @Override
  public long position() {
    return log.position();
  }

  @Override
  public void idle() {
    log.idle();
  }

  @Override
  public void close() {
    log.close();
  }
}
