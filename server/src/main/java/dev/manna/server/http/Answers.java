package dev.manna.server.http;

import dev.manna.core.ChangeReply;
import dev.manna.core.ChangeReply.Standing;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/** Writes replies, refusals and faults as responses. It belongs to one event loop. */
final class Answers {
  static final int OK = 200;

  /** Names the last event that an answer depends on, and the one that a reader has seen. */
  static final String POSITION = "Manna-Position";

  static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  static final CharSequence PROBLEM = HttpHeaders.createOptimized("application/problem+json");

  private static final CharSequence POSITION_NAME = HttpHeaders.createOptimized(POSITION);

  private static final int CREATED = 201;

  /** It is written down, and waits for a second person, or for the books. */
  private static final int ACCEPTED = 202;

  private static final long MILLIS_A_SECOND = 1_000;

  private final ReplyWriter writer = new ReplyWriter();

  /**
   * Gives a reply of the engine's.
   *
   * @param seen the last event that it may depend on, 0 where it looked at none
   * @param receipt of what it grants, empty for none
   */
  void give(Exchange exchange, Reply reply, long seen, String receipt) {
    if (seen > 0) {
      exchange.header(POSITION_NAME, Long.toString(seen));
    }
    if (receipt.isEmpty()) {
      give(exchange, reply);
    } else {
      exchange.respond(OK, JSON, writer.body((Reply.Claimed) reply, receipt));
    }
  }

  void give(Exchange exchange, Reply reply) {
    if (reply instanceof Reply.Refused refused) {
      int status = status(refused.refusal(), exchange.replaces() || !exchange.defines());
      long seconds = retryAfterSeconds(refused);
      if (seconds > 0) {
        exchange.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
      }
      exchange.respond(status, PROBLEM, writer.problem(status, refused));
      return;
    }
    int status = OK;
    if (reply instanceof Reply.Defined defined) {
      exchange.header(HttpHeaders.ETAG, "\"" + defined.version() + '"');
      boolean created = exchange.defines() && !exchange.replaces() && defined.version() == 1;
      status = created ? CREATED : OK;
    } else if (reply instanceof ChangeReply.Proposal of && of.standing() == Standing.WAITING) {
      status = ACCEPTED;
    } else if (reply instanceof Reply.Unbooked) {
      exchange.header(HttpHeaders.RETRY_AFTER, "1");
      status = ACCEPTED;
    }
    exchange.respond(status, JSON, writer.body(reply));
  }

  void give(Exchange exchange, Fault fault, String detail) {
    exchange.respond(fault.status(), PROBLEM, writer.problem(fault, detail));
  }

  /** Gives what came of explaining a claim. */
  void give(Exchange exchange, Explainers.Explained told) {
    switch (told) {
      case Explainers.Explained.Found found ->
          exchange.respond(OK, JSON, Buffer.buffer(found.json()));
      case Explainers.Explained.Refused refused -> give(exchange, refused.why());
      case Explainers.Explained.TooFar far ->
          give(
              exchange,
              Fault.TOO_FAR,
              far.events()
                  + " events stand up to it. ./manna explain --data DIR explains it offline, from"
                  + " the journal of a stopped server, or a copy of it.");
      case Explainers.Explained.Failed failed -> give(exchange, Fault.INTERNAL, "");
    }
  }

  /**
   * The status of a refusal.
   *
   * @param conditional whether the request named the version that it replaces or has counted
   */
  static int status(Refusal refusal, boolean conditional) {
    return switch (refusal) {
      case MALFORMED, WRONG_RECEIPT -> 400;
      case UNKNOWN_CAMPAIGN, UNKNOWN_GRANT, UNKNOWN_CLAIM, UNKNOWN_CHANGE -> 404;
      case VERSION_CONFLICT -> conditional ? 412 : 428;
      case KEY_REUSED -> 422;
      case COOLING_DOWN, TOO_BUSY -> 429;
      case UNAVAILABLE -> 503;
      case ALREADY_DECIDED,
          SAME_ACTOR,
          TOO_MANY_CHANGES,
          NOTHING_LOST,
          RELEASED,
          NOT_STARTED,
          PAUSED,
          ENDED,
          BLOCKED,
          NOT_ELIGIBLE,
          NO_CHANCES,
          LIMIT_REACHED,
          EMPTY_CART,
          SOLD_OUT,
          ALL_HELD,
          INSUFFICIENT,
          BELOW_GIVEN,
          NOT_ENDED,
          ALREADY_GIVEN,
          ALREADY_RETURNED,
          NOT_RETURNABLE ->
          409;
    };
  }

  /** What the header Retry-After says, or 0 where it is not sent. */
  static long retryAfterSeconds(Reply.Refused refused) {
    long seconds = Math.ceilDiv(refused.retryAfterMillis(), MILLIS_A_SECOND);
    return switch (refused.refusal()) {
      case TOO_BUSY, UNAVAILABLE, COOLING_DOWN -> Math.max(seconds, 1);
      default -> seconds;
    };
  }
}
