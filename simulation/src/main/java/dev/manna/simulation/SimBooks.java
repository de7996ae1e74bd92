package dev.manna.simulation;

import dev.manna.core.feed.FeedClock;
import java.util.ArrayList;
import java.util.List;

/**
 * The books beside a log, as far as replies wait for them. They outlive each process, and come on
 * as chance has it; nobody's patience lasts longer than a step.
 */
final class SimBooks {
  private final Chance chance;
  private final Story story;
  private final List<FeedClock> clocks = new ArrayList<>();
  private long position;

  SimBooks(Chance chance, Story story) {
    this.chance = chance;
    this.story = story;
  }

  /** A process begins, which does not know yet where they stand; any before it has ended. */
  FeedClock begin() {
    clocks.clear();
    return join();
  }

  /** A process begins beside those that there are. */
  FeedClock join() {
    FeedClock clock = new FeedClock(() -> 0, 0, (int) chance.between(1, 12));
    clocks.add(clock);
    return clock;
  }

  /** A process of several has ended. */
  void leave(FeedClock clock) {
    clocks.remove(clock);
  }

  /** Where they stand. */
  long position() {
    return position;
  }

  /** They come on, perhaps as far as the log, and whoever still waits is told that it is late. */
  void move(long end) {
    if (chance.oneIn(2)) {
      catchUp(end);
    } else {
      stand(chance.between(position, end));
    }
  }

  /** They come to the end of the log. */
  void catchUp(long end) {
    stand(end);
  }

  private void stand(long at) {
    story.tell("books", at);
    position = at;
    for (FeedClock clock : clocks) {
      clock.stand(at);
      clock.expire();
    }
  }
}
