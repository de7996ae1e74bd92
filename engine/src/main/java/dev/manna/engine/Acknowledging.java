package dev.manna.engine;

import dev.manna.core.Command;
import dev.manna.core.Engine.Receiver;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.feed.FeedClock;
import dev.manna.core.law.Booked;
import dev.manna.core.law.Prepared;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How replies leave where campaigns wait for their books. While the books are behind by more than
 * anybody waits, or too many wait, new claims on such campaigns are refused before they are
 * decided: what is decided and cannot be answered is bounded by that. Belongs to the writer's
 * thread; only those that waited in vain are told of on another.
 */
final class Acknowledging {
  private static final long RETRY_MILLIS = 1_000;

  private final Booked booked;
  private final @Nullable FeedClock books;

  /** Up to where replies waited in vain. */
  private final AtomicLong late = new AtomicLong();

  /** Without books: whether there are campaigns that want them, which can become no more. */
  private final boolean orphans;

  /**
   * @param booked of the state as it was recovered
   * @param books where the books stand, null where none are kept
   */
  Acknowledging(Booked booked, @Nullable FeedClock books) {
    this.booked = booked;
    this.books = books;
    orphans = books == null && booked.any();
  }

  /** What is answered to a request instead of deciding it; null where it is decided. */
  @Nullable Reply instead(Prepared prepared) {
    Request request = prepared.request();
    FeedClock kept = books;
    if (kept == null) {
      return withoutBooks(request);
    }
    // A claim's campaign is looked at only where that may matter.
    String why = request instanceof Command.Claim ? behind(kept) : "";
    return why.isEmpty() || !booked.waits(request) || booked.knows(prepared)
        ? null
        : unavailable(why);
  }

  private @Nullable Reply withoutBooks(Request request) {
    if (orphans && booked.waits(request)) {
      return unavailable("The campaign answers from the ledger, and no books are kept here.");
    }
    return !(request instanceof Command.Claim) && booked.wants(request)
        ? Reply.Refused.of(
            Refusal.MALFORMED,
            "acks: answers cannot wait for the ledger, since no books are kept here")
        : null;
  }

  private String behind(FeedClock kept) {
    long lateAt = late.get();
    if (lateAt > kept.position()) {
      return "The books are behind: they stand at %d, and answers wait for %d."
          .formatted(kept.position(), lateAt);
    }
    return kept.full() ? kept.waiting() + " answers wait for the books." : "";
  }

  private static Reply unavailable(String why) {
    return new Reply.Refused(Refusal.UNAVAILABLE, why, RETRY_MILLIS, List.of());
  }

  /**
   * Where the books must stand for a reply, 0 where it does not wait for them.
   *
   * @param seen the last event that the reply may depend on
   */
  long awaited(Request request, Reply reply, long seen) {
    if (books == null || !booked.waits(request) || nothingDone(reply)) {
      return 0;
    }
    // Sent again it is answered as it was at first, from its own event alone.
    return reply instanceof Reply.Claimed claimed ? claimed.position() : seen;
  }

  /** Whether it was turned away without a look at what the log has. */
  private static boolean nothingDone(Reply reply) {
    return reply instanceof Reply.Refused refused && refused.refusal() == Refusal.UNAVAILABLE;
  }

  /** Lets a reply go whose batch is durable, once the books stand where it needs them. */
  void release(long awaited, Request request, Reply reply, long seen, Receiver receiver) {
    FeedClock kept = books;
    if (awaited == 0 || kept == null || !(request instanceof Command command)) {
      Held.give(receiver, reply, seen);
      return;
    }
    Held held = new Held(command.campaign(), awaited, reply, seen, receiver, late);
    if (!kept.await(awaited, held)) {
      held.withoutBooks();
    }
  }
}
