package dev.manna.server.http;

import dev.manna.core.feed.Feed;
import dev.manna.core.feed.FeedClock;
import org.jspecify.annotations.Nullable;

/** The books that a server keeps, for those who read them. */
public interface Bookshelf {
  /** The books; null where none are kept, or not yet. */
  @Nullable Books books();

  /**
   * Books that follow the log.
   *
   * @param feed what moves them
   * @param clock where they stand, and who waits to read them
   */
  record Books(Feed feed, FeedClock clock) {}
}
