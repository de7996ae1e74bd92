package dev.manna.core;

import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * What every campaign has: a title for people, a window {@code [startMillis, endMillis)} in
 * milliseconds since 1970 UTC, the time zone in which its days begin, and its limits.
 *
 * @param allowListed whether only users on its allow list may claim
 * @param secondPerson whether a change that is not in the users' favour waits, once it is
 *     published, for the approval of a second person
 * @param acks when the answers to commands leave; an engine without books has no {@link
 *     Acks#LEDGER}
 */
public record Terms(
    String title,
    long startMillis,
    long endMillis,
    String timeZone,
    Limits limits,
    boolean allowListed,
    boolean secondPerson,
    Acks acks) {
  /** The year 9999: what a campaign without an end is given. */
  public static final long FOREVER = 253_370_764_800_000L;

  public Terms {
    Ids.title("title", title);
    Malformed.within("start", startMillis, 0, FOREVER);
    Malformed.within("end", endMillis, 0, FOREVER);
    Malformed.unless(
        startMillis < endMillis, "end", endMillis + " is not after the start " + startMillis);
    try {
      ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw new Malformed(
          "timeZone", '"' + timeZone + "\" is no time zone; UTC or Asia/Shanghai is");
    }
  }

  /** Answered from the log. */
  public Terms(
      String title,
      long startMillis,
      long endMillis,
      String timeZone,
      Limits limits,
      boolean allowListed,
      boolean secondPerson) {
    this(title, startMillis, endMillis, timeZone, limits, allowListed, secondPerson, Acks.LOG);
  }

  /** Changed by whoever may. */
  public Terms(
      String title,
      long startMillis,
      long endMillis,
      String timeZone,
      Limits limits,
      boolean allowListed) {
    this(title, startMillis, endMillis, timeZone, limits, allowListed, false);
  }

  /** Open to everybody. */
  public Terms(String title, long startMillis, long endMillis, String timeZone, Limits limits) {
    this(title, startMillis, endMillis, timeZone, limits, false);
  }

  /** Open from the beginning of time to its end, in UTC, without limits. */
  public static Terms open(String title) {
    return new Terms(title, 0, FOREVER, "UTC", Limits.NONE);
  }

  /** The same campaign with other limits. */
  public Terms with(Limits other) {
    return new Terms(
        title, startMillis, endMillis, timeZone, other, allowListed, secondPerson, acks);
  }

  /** The same campaign in another window. */
  public Terms within(long start, long end) {
    return new Terms(title, start, end, timeZone, limits, allowListed, secondPerson, acks);
  }

  /** The same campaign, whose changes wait for a second person or do not. */
  public Terms approved(boolean bySecondPerson) {
    return new Terms(
        title, startMillis, endMillis, timeZone, limits, allowListed, bySecondPerson, acks);
  }

  /** The same campaign, whose answers leave at another time. */
  public Terms answered(Acks other) {
    return new Terms(
        title, startMillis, endMillis, timeZone, limits, allowListed, secondPerson, other);
  }
}
