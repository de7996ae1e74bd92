package dev.manna.engine;

import dev.manna.core.Engine.Receiver;
import dev.manna.core.Reply;
import dev.manna.core.feed.FeedClock;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reply that waits for the books.
 *
 * @param position where they must stand
 * @param seen the last event that the reply may depend on
 * @param inVain takes the positions of those that waited in vain
 */
record Held(
    String campaign, long position, Reply reply, long seen, Receiver receiver, AtomicLong inVain)
    implements FeedClock.Waiter {
  private static final Logger LOG = LoggerFactory.getLogger(Held.class);

  @Override
  public void reached() {
    give(receiver, reply, seen);
  }

  @Override
  public void late() {
    inVain.accumulateAndGet(position, Math::max);
    withoutBooks();
  }

  /** Says that the books do not have it. */
  void withoutBooks() {
    give(receiver, new Reply.Unbooked(campaign, position), seen);
  }

  static void give(Receiver receiver, Reply reply, long seen) {
    try {
      receiver.receive(reply, seen);
    } catch (RuntimeException e) {
      // The reply is durable whoever fails to take it; asking again gives it again.
      LOG.error("a receiver failed to take its reply", e);
    }
  }
}
