package dev.manna.server.http;

import dev.manna.server.books.BooksPool;
import dev.manna.server.books.BooksReply;
import dev.manna.server.books.BooksRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;

/**
 * An export while it is written, on its event loop: a piece is asked for when the one before it has
 * gone out, so there is never more than one in memory. Each piece is a transaction of its own, so a
 * slow reader keeps neither a thread nor a transaction, only its place among the few exports; it
 * loses that when it takes nothing for a while, or too long in all.
 */
final class BooksExport {
  private static final long STALLED_MILLIS = TimeUnit.SECONDS.toMillis(30);
  private static final long WHOLE_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final BooksPool pool;
  private final BooksExchange to;
  private final long wholeTimer;
  private BooksRequest.Piece asked;
  private boolean begun;
  private boolean ended;
  private long stalledTimer = -1;

  private BooksExport(BooksPool pool, BooksRequest.Piece first, BooksExchange to) {
    this.pool = pool;
    this.asked = first;
    this.to = to;
    this.wholeTimer = to.desk().after(WHOLE_MILLIS, this::cut);
  }

  /** Begins an export, or says that too many are under way. */
  static void begin(BooksPool pool, BooksRequest.Piece first, long wanted, BooksExchange to) {
    if (!pool.beginExport()) {
      to.again(Fault.BOOKS_BUSY, "Other exports are under way.");
      return;
    }
    BooksExport export = new BooksExport(pool, first, to);
    to.response().exceptionHandler(ignored -> export.end());
    to.response().closeHandler(ignored -> export.end());
    export.ask(wanted);
  }

  private void ask(long wanted) {
    pool.piece(asked, wanted, reply -> to.desk().later(() -> take(reply)));
  }

  private void take(BooksReply reply) {
    if (ended) {
      return;
    }
    if (reply instanceof BooksReply.Piece piece) {
      to.desk().guard(to.exchange(), () -> write(piece));
    } else if (begun) {
      cut();
    } else {
      end();
      to.desk().guard(to.exchange(), () -> to.give(reply));
    }
  }

  private void write(BooksReply.Piece piece) {
    if (!begun) {
      head(piece);
    }
    if (piece.next() == null || to.isHead()) {
      end();
      to.response().end(Buffer.buffer(piece.text()));
      to.exchange().streamed();
      return;
    }
    asked = new BooksRequest.Piece(asked.listing(), piece.filter(), asked.format(), piece.next());
    to.response().write(Buffer.buffer(piece.text()));
    if (to.response().writeQueueFull()) {
      stalledTimer = to.desk().after(STALLED_MILLIS, this::cut);
      to.response().drainHandler(ignored -> drained());
    } else {
      ask(0);
    }
  }

  private void head(BooksReply.Piece piece) {
    begun = true;
    to.exchange().streams(Answers.OK);
    to.response().setChunked(true);
    to.response().putHeader(BooksExchange.POSITION, Long.toString(piece.position()));
    to.response().putHeader(HttpHeaderNames.CONTENT_TYPE, asked.format().type());
    to.response()
        .putHeader(
            HttpHeaderNames.CONTENT_DISPOSITION,
            "attachment; filename=\"%s-%d.%s\""
                .formatted(asked.listing().word(), piece.position(), asked.format().word()));
  }

  private void drained() {
    if (!ended && stalledTimer >= 0) {
      to.desk().forget(stalledTimer);
      stalledTimer = -1;
      ask(0);
    }
  }

  private void cut() {
    end();
    to.cut();
  }

  /** Gives its place to another. */
  private void end() {
    if (!ended) {
      ended = true;
      to.desk().forget(wholeTimer);
      to.desk().forget(stalledTimer);
      pool.endExport();
    }
  }
}
