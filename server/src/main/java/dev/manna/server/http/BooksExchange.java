package dev.manna.server.http;

import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.server.books.BooksReply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** A request about the books, on its event loop. */
record BooksExchange(Desk desk, Exchange exchange, HttpServerRequest http) {
  static final String POSITION = "Manna-Position";

  /** Who has to come again is told to wait so long. */
  private static final String RETRY_SECONDS = "1";

  /** Gives what came of a question; a piece of an export is none of it. */
  void give(BooksReply reply) {
    switch (reply) {
      case BooksReply.Answer(String json, long position) -> {
        exchange.header(POSITION, Long.toString(position));
        exchange.respond(Answers.OK, Answers.JSON, Buffer.buffer(json));
      }
      case BooksReply.Malformed(String detail) -> exchange.refuse(Refusal.MALFORMED, detail);
      case BooksReply.UnknownCampaign(String name, long position) ->
          desk.answers()
              .give(
                  exchange,
                  Reply.Refused.of(
                      Refusal.UNKNOWN_CAMPAIGN,
                      Words.quoted(name) + " is not in the books at position " + position + '.'));
      case BooksReply.Behind(long position) -> {
        exchange.header(POSITION, Long.toString(position));
        again(Fault.BOOKS_BEHIND, "They stand at position " + position + '.');
      }
      case BooksReply.Away(String detail) -> again(Fault.BOOKS_AWAY, sentence(detail));
      case BooksReply.Piece piece -> throw new IllegalArgumentException("a piece is streamed");
    }
  }

  /** Where the database is stands in the server's log, not in an answer. */
  private static String sentence(String detail) {
    int where = detail.indexOf(" (");
    return where < 0 ? detail : detail.substring(0, where);
  }

  /** It may be otherwise in a moment. */
  void again(Fault fault, String detail) {
    exchange.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    exchange.fail(fault, detail);
  }

  HttpServerResponse response() {
    return http.response();
  }

  boolean isHead() {
    return http.method().name().equals("HEAD");
  }

  /** Ends a response that cannot be finished, so that nobody takes it for whole. */
  void cut() {
    http.connection().close();
  }
}
