package dev.manna.core.feed;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import java.util.ArrayList;
import java.util.List;

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

  /** Whoever stands here must follow no other log than this. */
  void mustBelongTo(String here) throws EventSink.Trouble {
    if (!log.isEmpty() && !log.equals(here)) {
      throw EventSink.Trouble.lasting(
          "it belongs to the log %s, and this is the log %s. Name the one that belongs to this log,"
                  .formatted(log, here)
              + " or an empty one.");
    }
  }

  /**
   * What was taken last must be what stands there now.
   *
   * @return when that happened
   */
  long mustStandIn(Log of) throws EventSink.Trouble {
    List<Batch> found = new ArrayList<>();
    of.read(
        position - 1,
        batch -> {
          if (batch.last() == position && Marks.batch(batch) == mark) {
            found.add(batch);
          }
          return false;
        });
    if (found.isEmpty()) {
      throw EventSink.Trouble.lasting(
          "what it took at position %,d is not what stands there now: the log was restored from a"
                  .formatted(position)
              + " backup and went another way. Rebuild the follower from this log.");
    }
    return found.getFirst().timeMillis();
  }
}
