package dev.manna.core;

/**
 * How much one user may use of a campaign. A use is a draw, a snatch or an order that was accepted,
 * whatever came of it: a miss and a cancelled hold count too. Zero means no limit.
 *
 * @param perUser uses in total
 * @param perDay uses in a day of the campaign's time zone
 * @param cooldownMillis the least time between two accepted claims of a user
 */
public record Limits(int perUser, int perDay, long cooldownMillis) {
  /** What the tables can count: 24 bits a user. */
  public static final int MAX_PER_USER = 10_000_000;

  /** What the tables can count: 16 bits a user and day. */
  public static final int MAX_PER_DAY = 65_000;

  /** A year; whoever needs more wants a limit in total. */
  public static final long MAX_COOLDOWN_MILLIS = 366L * 86_400_000;

  public static final Limits NONE = new Limits(0, 0, 0);

  public Limits {
    Malformed.within("limits.perUser", perUser, 0, MAX_PER_USER);
    Malformed.within("limits.perDay", perDay, 0, MAX_PER_DAY);
    Malformed.within("limits.cooldownMillis", cooldownMillis, 0, MAX_COOLDOWN_MILLIS);
  }
}
