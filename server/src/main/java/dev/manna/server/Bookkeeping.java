package dev.manna.server;

import dev.manna.core.Log;
import dev.manna.core.TimeSource;
import dev.manna.core.feed.Feed;
import dev.manna.core.feed.FeedClock;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import dev.manna.ledger.query.Inquiry;
import dev.manna.server.books.BooksPool;
import dev.manna.server.http.Gate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The books of a server, and who waits for them.
 *
 * @param answers of campaigns with {@code acks: ledger}; as many may wait as for the engine
 * @param readers who have seen more than the books had
 */
record Bookkeeping(Database database, FeedClock answers, FeedClock readers) {
  private static final Logger LOG = LoggerFactory.getLogger(Bookkeeping.class);

  /** Connections that read the books; each answers one question at a time. */
  private static final int BOOKS_READERS = 2;

  /** Some milliseconds each; whoever comes later is better told to come again. */
  private static final int MOST_QUESTIONS = 64;

  /** Each has one piece in memory. */
  private static final int MOST_EXPORTS = 4;

  private static final int ANSWER_SECONDS = 10;

  /** The books that a configuration asks for, null for none. */
  static @Nullable Bookkeeping of(Config config, TimeSource time) {
    Database database = config.books();
    long patience = config.number(Setting.LEDGER_WAIT_MILLIS);
    int answers = (int) config.number(Setting.QUEUE_CAPACITY);
    int readers = (int) config.number(Setting.MAX_CONNECTIONS);
    return database == null
        ? null
        : new Bookkeeping(
            database,
            new FeedClock(time, patience, answers),
            new FeedClock(time, patience, readers));
  }

  /** What is wrong with a start without books where these campaigns answer from them. */
  static Complaint missing(List<String> campaigns) {
    return new Complaint(
        "no books are kept (ledger: none), and campaigns answer from them (acks: ledger): "
            + String.join(", ", campaigns)
            + ". Name the books with --ledger; or start with books, give these campaigns"
            + " acks: log, and start again.");
  }

  /**
   * What moves them along a log.
   *
   * @param fence asked in each transaction
   */
  Feed feed(Log log, Ledger.Fence fence, TimeSource time) {
    return new Feed(
        new Ledger(database, fence), log, time, Feed.CHUNK_EVENTS, LOG::warn, this::stand);
  }

  private void stand(long position) {
    answers.stand(position);
    readers.stand(position);
  }

  /** What answers questions about them, beside the thread that writes into them; not started. */
  List<Worker> answering(Gate gate, Consumer<Throwable> fatal) {
    BooksPool pool = new BooksPool(MOST_QUESTIONS, MOST_EXPORTS);
    gate.askBooksOf(pool);
    gate.awaitPositionsBy(this::await);
    TimeSource ticks = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    List<Worker> readers = new ArrayList<>();
    for (int i = 1; i <= BOOKS_READERS; i++) {
      Inquiring inquiring = new Inquiring(pool, new Inquiry(database, ticks, ANSWER_SECONDS));
      readers.add(new Worker("manna-books-" + i, inquiring, fatal));
    }
    return readers;
  }

  /** Goes on once the books are at a position, and all the same where they are too late. */
  private void await(long position, Runnable then) {
    boolean waits =
        readers.await(
            position,
            new FeedClock.Waiter() {
              @Override
              public void reached() {
                then.run();
              }

              @Override
              public void late() {
                then.run();
              }
            });
    if (!waits) {
      then.run();
    }
  }

  /** Tells those who have waited long enough. */
  boolean expire() {
    boolean anybody = answers.expire();
    return readers.expire() || anybody;
  }

  /** Whether anybody waits. */
  boolean isAwaited() {
    return answers.waiting() > 0 || readers.waiting() > 0;
  }

  /** Has somebody told when anybody begins to wait. */
  void onWait(Runnable hurry) {
    answers.onWait(hurry);
    readers.onWait(hurry);
  }

  void register(MeterRegistry registry) {
    Gauge.builder("manna.acks.waiting", answers, FeedClock::waiting)
        .description("Answers of campaigns with acks: ledger that wait for the books")
        .register(registry);
  }
}
