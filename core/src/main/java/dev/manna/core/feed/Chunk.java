package dev.manna.core.feed;

import dev.manna.core.Check;
import java.util.List;

/**
 * A piece of a log that a follower takes whole or not at all.
 *
 * @param from where the follower must stand
 * @param to where it stands then, at the end of a batch
 * @param events all that lie between, in order
 */
public record Chunk(Bookmark from, Bookmark to, List<Happened> events) {
  public Chunk {
    events = List.copyOf(events);
    Check.that(!events.isEmpty(), "a chunk holds at least one event");
    Check.that(
        events.size() == to.position() - from.position(),
        "a chunk holds what lies between its ends",
        events.size());
    for (int i = 0; i < events.size(); i++) {
      long position = events.get(i).position();
      Check.that(position == from.position() + 1 + i, "a chunk has no gap", position);
    }
  }
}
