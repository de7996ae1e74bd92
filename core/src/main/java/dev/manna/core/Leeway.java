package dev.manna.core;

/**
 * What a sale grants its users beyond the goods.
 *
 * @param returnMillis for so long after they were given goods may come back, 0 for not at all
 * @param extensions so often a hold may be extended, {@link #ANY} for as often as its user likes
 * @param waitlist which orders may wait
 */
public record Leeway(long returnMillis, int extensions, Waitlist waitlist) {
  public static final int ANY = -1;

  /** Ten years: a longer guarantee than any shop gives. */
  public static final long MAX_RETURN_MILLIS = 3_650L * 86_400_000;

  /** Holds may be extended, and that is all. */
  public static final Leeway PLAIN = new Leeway(0, ANY);

  public Leeway {
    Malformed.within("returnWithinSeconds", returnMillis, 0, MAX_RETURN_MILLIS);
    Malformed.within("maxExtensions", extensions, ANY, 1_000_000);
  }

  /** Nothing waits. */
  public Leeway(long returnMillis, int extensions) {
    this(returnMillis, extensions, Waitlist.NONE);
  }

  /** The same with a waitlist. */
  public Leeway withWaitlist(Waitlist waits) {
    return new Leeway(returnMillis, extensions, waits);
  }

  /** The same with returns within a time. */
  public Leeway withReturns(long millis) {
    return new Leeway(millis, extensions, waitlist);
  }

  /** The same with so many extensions. */
  public Leeway withExtensions(int times) {
    return new Leeway(returnMillis, times, waitlist);
  }
}
