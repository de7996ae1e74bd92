package dev.manna.core.feed;

/**
 * A place in one log, as a follower remembers it.
 *
 * @param log the {@link Marks#log} of the log; empty where nothing was taken yet
 * @param position the last event that was taken, 0 for none
 * @param mark the {@link Marks#batch} of the batch that ends there, 0 for none: another history of
 *     the same log has another
 */
public record Bookmark(String log, long position, long mark) {
  /** Where a new follower stands. */
  public static final Bookmark START = new Bookmark("", 0, 0);
}
