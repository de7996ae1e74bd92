package dev.manna.bench.engine;

import dev.manna.bench.Bench;
import dev.manna.bench.Pairs;
import dev.manna.bench.Row;
import dev.manna.bench.Unverified;
import dev.manna.core.Request;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import dev.manna.ledger.BooksView;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** An engine whose log books follow, in a thread that gives way as a server's does. */
public final class FollowedEngine implements AutoCloseable {
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long CATCH_UP_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Bench bench;
  private final RunningEngine running;
  private final Shop shop;
  private final Database books;
  private final Feed feed;
  private final Thread follower = new Thread(this::follow, "follower");

  /** How far the books were behind, in events, whenever they had taken something. */
  private final Histogram behind = new Histogram(3);

  /** Whether they fall further and further behind. */
  private final Trend trend = new Trend();

  private volatile boolean paused = true;
  private volatile boolean resting;
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;

  private FollowedEngine(Bench bench, RunningEngine running, Database books) {
    this.bench = bench;
    this.running = running;
    this.books = books;
    shop = new Shop(running, Shop.USERS);
    feed =
        new Feed(
            new Ledger(books),
            running.log(),
            System::currentTimeMillis,
            Feed.CHUNK_EVENTS,
            bench::say);
  }

  /** An engine with its journal in a folder, and with empty books. */
  public static FollowedEngine start(Bench bench, Path folder, Database books) throws IOException {
    RunningEngine running =
        RunningEngine.start(folder.resolve("journal"), RunningEngine.options(bench));
    FollowedEngine engine = new FollowedEngine(bench, running, books);
    engine.shop.sale(Shop.HOT, Shop.ONE_SKU);
    engine.follower.start();
    return engine;
  }

  private void follow() {
    try {
      while (!stopped) {
        resting = paused;
        long began = System.nanoTime();
        if (resting || !feed.doWork()) {
          LockSupport.parkNanos(REST_NANOS);
          continue;
        }
        long lag = feed.lag();
        behind.recordValue(lag);
        trend.add(System.nanoTime() / 1e9, (double) lag);
        if (running.isBusy()) {
          LockSupport.parkNanos(Math.min((System.nanoTime() - began) / 4, LONGEST_WAY_NANOS));
        }
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void pause(boolean now) {
    paused = now;
    while (resting != now && failure == null) {
      LockSupport.parkNanos(REST_NANOS);
    }
  }

  /** Claims a second with the books following and without. */
  public Row row(String kind) throws Exception {
    int size = bench.size(200_000, 2_000);
    for (int i = 0; i < bench.size(3, 1); i++) {
      turn(size, true);
      turn(size, false);
    }
    Pairs pairs = Pairs.of(bench.pairs(), () -> turn(size, true), () -> turn(size, false));
    verify();
    return Row.of("ledger", "engine with books in " + kind + " / without", "/s", pairs)
        .durable("fsync")
        .note(
            "claims of one SKU that all win, as many as go; the books share the machine, their"
                + " database too, and catch up between the turns");
  }

  private double turn(int size, boolean followed) {
    Request[] requests = shop.claims().deducts(Shop.HOT, Shop.ONE_SKU, size);
    pause(!followed);
    double rate = shop.claimsPerSecond(Shop.HOT, requests);
    pause(false);
    catchUp();
    return rate;
  }

  /** How many seconds the books are behind at most while so many claims come each second. */
  public Row steady(int perSecond, int seconds) throws Trouble {
    turn(bench.size(200_000, 2_000), true);
    Request[] requests = shop.claims().deducts(Shop.HOT, Shop.ONE_SKU, perSecond * seconds);
    behind.reset();
    trend.reset();
    Histogram answers = OpenLoop.run(running, requests, perSecond);
    long most = behind.getMaxValue();
    long half = behind.getValueAtPercentile(50);
    double grows = trend.perSecond();
    catchUp();
    verify();
    return Row.of(
            "ledger",
            String.format(Locale.ROOT, "behind at %,d claims/s", perSecond),
            "s",
            (double) most / perSecond)
        .durable("fsync, COMMIT")
        .note(
            String.format(
                Locale.ROOT,
                "the most that books in PostgreSQL were behind in %d s, %,d events; half of the"
                    + " time at most %,d; that grew by %,.0f a second (a line through all of them);"
                    + " claims were answered in %.1f ms at most in 99 of 100",
                seconds,
                most,
                half,
                grows,
                answers.getValueAtPercentile(99) / 1e6));
  }

  private void catchUp() {
    long until = System.nanoTime() + CATCH_UP_NANOS;
    while (feed.lag() > 0) {
      running.checkAlive();
      if (failure != null || System.nanoTime() > until || !feed.trouble().isEmpty()) {
        throw new IllegalStateException("the books do not follow: " + feed.trouble(), failure);
      }
      LockSupport.parkNanos(REST_NANOS);
    }
  }

  /** The books agree with themselves, and what the engine has given is in them. */
  private void verify() throws Trouble {
    try (BooksView view = BooksView.open(books)) {
      Unverified.unlessEqual("contradictions in the books", 0, view.contradictions().size());
      List<BooksView.Item> items = view.items();
      long given = items.stream().mapToLong(BooksView.Item::given).sum();
      Unverified.unlessEqual("units given by the books", running.gone(Shop.HOT), given);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      follower.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    feed.close();
    running.close();
  }
}
