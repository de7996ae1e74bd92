package dev.manna.core;

/**
 * Whether the orders of a sale may wait for goods that come back.
 *
 * @param entries at most so many wait at a time, 0 where none may
 * @param longestMillis no order waits longer
 */
public record Waitlist(int entries, long longestMillis) {
  /** The place in a line is counted along the line. */
  public static final int MAX_ENTRIES = 100_000;

  /** Ninety days. */
  public static final long MAX_WAIT_MILLIS = 90L * 86_400_000;

  /**
   * So many SKUs may an order wait for, the parts of bundles counted: from all locations together
   * they are an order that a claim may have.
   */
  public static final int MAX_SKUS = Sale.MAX_LINES / Supply.MAX_LOCATIONS;

  /** Nothing waits. */
  public static final Waitlist NONE = new Waitlist(0, 0);

  public Waitlist {
    Malformed.within("waitlist.entries", entries, 0, MAX_ENTRIES);
    Malformed.within("waitlist.longestSeconds", longestMillis, 0, MAX_WAIT_MILLIS);
    Malformed.unless(
        entries == 0 == (longestMillis == 0),
        "waitlist",
        "entries and longestSeconds are both 0 or both more");
  }

  /** Whether orders may wait. */
  public boolean open() {
    return entries > 0;
  }
}
