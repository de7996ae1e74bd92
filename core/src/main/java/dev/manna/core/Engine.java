package dev.manna.core;

import java.util.concurrent.CompletableFuture;

/**
 * The one interface of Manna: ask, and get one answer. A reply, and that includes a refusal and a
 * read, is given only when everything that it depends on is durable. Where no reply comes (the
 * engine stopped), the outcome is unknown, and sending the claim again with its key resolves it.
 *
 * <p>Where a campaign says {@link Acks#LEDGER}, the replies to its commands, refusals included,
 * wait until the books have what they depend on; after a while {@link Reply.Unbooked} is given
 * instead, and then, as without a reply, sending it again resolves it. Reads never wait: they tell
 * what the log has. An engine that is given no books refuses such campaigns.
 */
public interface Engine {
  /**
   * Takes a request; never blocks. The reply comes once, on a thread of the engine's, or at once on
   * the caller's with {@link Refusal#TOO_BUSY} where there is no room.
   */
  void submit(Request request, Receiver receiver);

  /** {@link #submit(Request, Receiver)} for callers who would rather wait. */
  default CompletableFuture<Reply> submit(Request request) {
    CompletableFuture<Reply> future = new CompletableFuture<>();
    submit(request, future::complete);
    return future;
  }

  /**
   * Takes a reply. It is called in the order of the engine's decisions, but for replies that wait
   * for the books, and must not block.
   */
  interface Receiver {
    void receive(Reply reply);

    /**
     * {@link #receive(Reply)} with what the reply has seen.
     *
     * @param position the last event that it may depend on, 0 where it looked at none
     */
    default void receive(Reply reply, long position) {
      receive(reply);
    }
  }
}
