package dev.manna.core.law;

import dev.manna.core.Pacing.Knot;
import java.util.List;

/**
 * How much of a quota may be out by when: straight lines between knots, from nothing at the begin
 * to everything at 98 % of the time, so that the last fiftieth is for whatever is left.
 *
 * <p>How likely a snatch hits follows from how far the packets that are out lie behind the curve:
 * one per cent of the quota behind, every snatch hits; not behind, none. However many come, about
 * as many packets go as the curve says, and nobody has to know how many will come.
 */
record Curve(List<Knot> knots) {
  /** Parts of a quota, and of the time. */
  static final long WHOLE = 1_000_000;

  /** From here on, everything is due. */
  static final long ALL_DUE = 980_000;

  /** How many parts of a quota the curve is behind where every snatch hits. */
  private static final long BEHIND = 100;

  /** How much of the time from {@code start} to {@code end} is over, in millionths. */
  static long elapsed(long now, long start, long end) {
    return Math.max(0, Math.min(WHOLE, (now - start) * WHOLE / (end - start)));
  }

  /** How many of a quota may be out when so many millionths of the time are over. */
  long due(long quota, long elapsed) {
    long time = Math.min(WHOLE, elapsed * 50 / 49);
    long begin = 0;
    long low = 0;
    long end = WHOLE;
    long high = WHOLE;
    for (Knot knot : knots) {
      if (time < knot.timePermille() * 1_000L) {
        end = knot.timePermille() * 1_000L;
        high = knot.quotaPermille() * 1_000L;
        break;
      }
      begin = knot.timePermille() * 1_000L;
      low = knot.quotaPermille() * 1_000L;
    }
    return quota * (low + (high - low) * (time - begin) / (end - begin)) / WHOLE;
  }

  /** Whether a snatch hits. Luck is asked only where it can go both ways. */
  boolean hits(long quota, long out, long elapsed, Dice dice) {
    if (elapsed >= ALL_DUE) {
      return true;
    }
    long behind = due(quota, elapsed) - out;
    long certain = Math.max(1, quota / BEHIND);
    return behind >= certain || (behind > 0 && dice.below(certain) < behind);
  }
}
