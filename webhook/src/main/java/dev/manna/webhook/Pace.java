package dev.manna.webhook;

/**
 * When the next post to a target may leave: so many a second, evenly. Whoever comes a little late
 * catches up, so that no rate is lost to a thread that looks every few milliseconds.
 */
final class Pace {
  private static final long MICROS_A_SECOND = 1_000_000;
  private static final long MICROS_A_MILLI = 1_000;

  /** What may leave at once after nothing did for a while: a tenth of a second's posts. */
  private static final long CATCH_UP_MICROS = 100_000;

  private final int perSecond;
  private long nextMicros = Long.MIN_VALUE;

  Pace(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Takes the next place, if it is time. */
  boolean take(long nowMillis) {
    long nowMicros = nowMillis * MICROS_A_MILLI;
    if (nextMicros > nowMicros) {
      // Whatever clock goes back, nobody waits for longer than a place takes.
      long space = Math.ceilDiv(MICROS_A_SECOND, perSecond);
      nextMicros = Math.min(nextMicros, nowMicros + space);
      return false;
    }
    long from = nextMicros == Long.MIN_VALUE ? nowMicros : nowMicros - CATCH_UP_MICROS;
    nextMicros = Math.max(nextMicros, from) + MICROS_A_SECOND / perSecond;
    return true;
  }
}
