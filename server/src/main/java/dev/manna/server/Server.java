package dev.manna.server;

import dev.manna.core.feed.Feed;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.server.http.Gate;
import dev.manna.server.http.HttpApi;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A server that runs, until it is stopped. */
public final class Server implements AutoCloseable {
  private static final long LOOK_NANOS = 2_000_000;

  private final Config config;
  private final Gate gate;
  private final HttpApi http;
  private final EmbeddedEngine engine;
  private final List<Worker> workers;
  private final List<Feed> feeds;
  private final Consumer<String> say;
  private boolean stopped;

  Server(
      Config config,
      Gate gate,
      HttpApi http,
      EmbeddedEngine engine,
      List<Worker> workers,
      List<Feed> feeds,
      Consumer<String> say) {
    this.config = config;
    this.gate = gate;
    this.http = http;
    this.engine = engine;
    this.workers = workers;
    this.feeds = feeds;
    this.say = say;
  }

  /**
   * Starts a server; when this returns, requests are served.
   *
   * @param say takes the lines that tell an operator how the start goes
   * @param fatal told of an error after which the process must not go on; it should end it
   * @throws Complaint if it cannot be started
   */
  public static Server start(Config config, Consumer<String> say, Consumer<Throwable> fatal) {
    return new Wiring(config, say, fatal).start();
  }

  /** The port that it listens at. */
  public int port() {
    return http.port();
  }

  /**
   * Stops in order: nothing new is accepted, what was accepted is answered, a snapshot is written.
   *
   * @return how many requests could not be answered in time
   */
  public synchronized int stop() {
    if (stopped) {
      return 0;
    }
    stopped = true;
    gate.stop();
    int unanswered = awaitAnswers();
    engine.intake().close();
    engine.snapshotter().stop();
    workers.forEach(Worker::stop);
    feeds.forEach(Feed::close);
    snapshot();
    engine.close();
    http.close();
    return unanswered;
  }

  @Override
  public void close() {
    stop();
  }

  private int awaitAnswers() {
    long deadline =
        System.nanoTime() + TimeUnit.SECONDS.toNanos(config.number(Setting.SHUTDOWN_SECONDS));
    while (http.inFlight() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return http.inFlight();
  }

  private void snapshot() {
    long position = engine.stats().position();
    long begun = System.nanoTime();
    try {
      engine.snapshotNow();
      double seconds = (System.nanoTime() - begun) / 1e9;
      say.accept("stopped at position %,d, snapshot in %.2f s".formatted(position, seconds));
    } catch (IOException e) {
      // The journal has everything; the next start replays more.
      say.accept("stopped at position %,d, without a snapshot: %s".formatted(position, e));
    }
  }
}
