package dev.manna.engine;

import dev.manna.core.Batch;
import dev.manna.core.SharedLog;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Lets the nodes of a log have their turns. Without manners all of them decide at once, one is
 * first, and the others have decided in vain; and who has just appended knows the log's end first,
 * so that it is first again and again.
 *
 * <p>So whoever has waited longest goes first. Each node counts the batches that came since its
 * last one: as many as mostly come between two of its own are at work beside it. Where all of them
 * have had their turn it is next, and waits for nobody; otherwise it waits for those who are still
 * to come, for each three times as long as a turn takes, and looks again when something comes. So
 * nobody needs to know who the others are, and one that has nothing to say, or has died, costs each
 * of them three turns.
 */
final class Courtesy implements SharedLog {
  /** Three times the mean of a turn: who is waited for is nearly always there before. */
  private static final int PATIENCE = 3;

  /** However slow the log, nobody waits longer for the others. */
  private static final long MOST_NANOS = 60_000_000;

  /**
   * So many counts are remembered: who comes or goes is noticed after half of them, and a race that
   * was lost moves nothing.
   */
  private static final int REMEMBERED = 9;

  /** A turn weighs an eighth of the mean. */
  private static final int MEMORY = 8;

  private static final long NOT_BEGUN = Long.MIN_VALUE;

  /** How one waits, and is told that there is news. */
  interface Pause {
    /** Waits for so many nanoseconds, or until {@link #end}. */
    void of(long nanos);

    /** Ends the wait of whoever waits; called by another thread. */
    void end();
  }

  private final SharedLog log;
  private final LongSupplier nanos;
  private final Pause pause;

  /**
   * The mean time from what made it our turn, or from the end of a wait, until our batch stands.
   */
  private long turnNanos;

  /** When that came; {@link #NOT_BEGUN} behind an append. */
  private long begunNanos = NOT_BEGUN;

  /** Whether news were told when we asked last. */
  private boolean cameNow;

  /** When the last batch came, ours or another's. */
  private long lastNanos;

  /** How many others are at work. */
  private int expected;

  /** How many batches of others came before each of our last ones. */
  private final int[] counts = new int[REMEMBERED];

  private int turns;

  /** Batches of others since our last. */
  private int others;

  /** Up to where whoever decides has been told of the log. */
  private long told;

  /** Up to where whoever follows the log has heard of it. */
  private volatile long heard;

  /**
   * @param nanos of a clock that never goes back
   */
  Courtesy(SharedLog log, LongSupplier nanos, Pause pause) {
    this.log = log;
    this.nanos = nanos;
    this.pause = pause;
  }

  /** Ends early where there is news, after which it is asked again. */
  @Override
  public long turn() {
    long end = end();
    while (end <= told) {
      long now = nanos.getAsLong();
      long left = lastNanos + forOthersNanos() - now;
      if (left <= 0) {
        // What came was taken in meanwhile, which is part of the turn; that nobody asked is not.
        begunNanos = cameNow ? begunNanos : now;
        cameNow = false;
        return end;
      }
      cameNow = false;
      pause.of(left);
      end = end();
    }
    cameNow = true;
    begunNanos = nanos.getAsLong();
    told = end;
    return end;
  }

  private long end() {
    return Math.max(heard, log.turn());
  }

  /** How long those are waited for who are to come before us. */
  private long forOthersNanos() {
    int before = expected - others;
    return before <= 0 ? 0 : Math.min(PATIENCE * turnNanos * before, MOST_NANOS);
  }

  @Override
  public long stockWindow() {
    return log.stockWindow();
  }

  @Override
  public Appended append(long expectedPosition, Batch batch) {
    Appended appended = log.append(expectedPosition, batch);
    switch (appended) {
      case Appended.Done done -> won(done.position());
      case Appended.Conflict conflict -> {
        for (Batch each : conflict.missing()) {
          came(each);
        }
      }
      case Appended.Full full -> {}
      case Appended.Fenced fenced -> {}
      case Appended.InDoubt doubt -> {}
    }
    begunNanos = NOT_BEGUN;
    return appended;
  }

  private void won(long position) {
    lastNanos = nanos.getAsLong();
    if (begunNanos != NOT_BEGUN) {
      long took = lastNanos - begunNanos;
      turnNanos = turnNanos == 0 ? took : turnNanos + (took - turnNanos) / MEMORY;
    }
    learn();
    others = 0;
    told = Math.max(told, position);
  }

  /**
   * The middle of the last counts: who did nothing for long has seen many batches of few, and of
   * those who lose now and then not all come each time.
   */
  private void learn() {
    counts[turns] = others;
    turns = (turns + 1) % REMEMBERED;
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    expected = sorted[REMEMBERED / 2];
  }

  private void came(Batch batch) {
    others++;
    told = Math.max(told, batch.last());
    lastNanos = nanos.getAsLong();
  }

  @Override
  public boolean endsAt(long position) {
    return log.endsAt(position);
  }

  @Override
  public void read(long position, BatchReader reader) {
    log.read(position, counting(reader));
  }

  @Override
  public void heard(long position, BatchReader reader) {
    log.heard(position, counting(reader));
  }

  private BatchReader counting(BatchReader reader) {
    return batch -> {
      came(batch);
      return reader.read(batch);
    };
  }

  @Override
  public long await(long position, long atMostMillis) {
    long end = log.await(position, atMostMillis);
    heard = end;
    pause.end();
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
