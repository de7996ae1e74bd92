package dev.manna.server.http;

import dev.manna.core.Malformed;
import dev.manna.core.Refusal;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.FeedClock;
import dev.manna.server.http.Bookshelf.Books;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where readers of the books are served: whoever has seen a position of the log waits until the
 * books stand there, so that nobody reads less than he was told. It belongs to one event loop.
 */
final class BooksDesk {
  /** The parameter that says the same as the header. */
  static final String PARAMETER = "position";

  private static final long MILLIS_A_SECOND = 1_000;

  private final Desk desk;
  private final Bookshelf shelf;

  BooksDesk(Desk desk, Bookshelf shelf) {
    this.desk = desk;
    this.shelf = shelf;
  }

  /** Where a reader of a route without other parameters has been, 0 where it does not say. */
  static long asked(String uri, Head head) {
    return asked(Uri.parameters(uri, Set.of(PARAMETER)), head);
  }

  /** Where a reader has been, by its parameters or its headers, 0 where it does not say. */
  static long asked(Map<String, String> parameters, Head head) {
    String header = head.position();
    if (header == null) {
      return Uri.integer(parameters, PARAMETER, 0);
    }
    long position = Uri.integer(Map.of(Answers.POSITION, header), Answers.POSITION, 0);
    if (Uri.integer(parameters, PARAMETER, position) != position) {
      throw new Malformed(PARAMETER, "is another one than in the header " + Answers.POSITION);
    }
    return position;
  }

  /** Where a reader of the engine's state has been, 0 where it does not say. */
  static long seen(@Nullable Head head) {
    return head == null ? 0 : asked(Map.of(), head);
  }

  /** Answers where the books stand, once they stand where the reader has been. */
  void standing(Exchange exchange, long position) {
    at(exchange, position, books -> exchange.respond(Answers.OK, Answers.JSON, body(books)));
  }

  private static Buffer body(Books books) {
    JsonWriter json = new JsonWriter();
    House.follower(books.feed(), json);
    return json.take();
  }

  /**
   * Goes on here once the books stand at a position; says how far behind they are where that takes
   * too long.
   */
  void at(Exchange exchange, long position, Consumer<Books> then) {
    Books books = shelf.books();
    if (books == null) {
      exchange.fail(Fault.NO_BOOKS, "This server runs with ledger: none, or is not ready yet.");
      return;
    }
    if (position <= books.clock().position()) {
      then.accept(books);
      return;
    }
    desk.submitted();
    boolean waits =
        books
            .clock()
            .await(
                position,
                new FeedClock.Waiter() {
                  @Override
                  public void reached() {
                    back(exchange, () -> then.accept(books));
                  }

                  @Override
                  public void late() {
                    back(exchange, () -> behind(exchange, position, books));
                  }
                });
    if (!waits) {
      desk.finished();
      exchange.refuse(Refusal.TOO_BUSY, "Too many readers wait for the books.");
    }
  }

  private void back(Exchange exchange, Runnable step) {
    desk.back(
        exchange,
        () -> {
          desk.finished();
          step.run();
        });
  }

  private static void behind(Exchange exchange, long position, Books books) {
    Feed feed = books.feed();
    exchange.header(HttpHeaders.RETRY_AFTER, "1");
    exchange.fail(
        Fault.BOOKS_BEHIND,
        "They stand at position %d after %d ms, and the reader has seen %d; the log ends at %d. %s"
            .formatted(
                feed.position(),
                books.clock().patienceMillis(),
                position,
                feed.position() + feed.lag(),
                feed.trouble().isEmpty()
                    ? "They have been behind for " + feed.lagMillis() / MILLIS_A_SECOND + " s."
                    : "They cannot go on; the server's log says why."));
  }
}
