package dev.manna.server;

import dev.manna.core.feed.Feed;
import dev.manna.engine.LiveEngine;
import dev.manna.server.http.Gate;
import dev.manna.server.http.HttpApi;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A server that runs, until it is stopped. */
public final class Server implements AutoCloseable {
  /** The outbox of webhooks, in the data directory. */
  public static final String WEBHOOKS = "webhooks.db";

  private static final long LOOK_NANOS = 2_000_000;

  private final Config config;
  private final Gate gate;
  private final HttpApi http;
  private final LogSite site;
  private final LiveEngine engine;
  private final List<Worker> workers;
  private final List<Feed> feeds;
  private final Webhooks webhooks;
  private final Consumer<String> say;
  private boolean stopped;

  Server(
      Config config,
      Gate gate,
      HttpApi http,
      LogSite site,
      LiveEngine engine,
      List<Worker> workers,
      List<Feed> feeds,
      Webhooks webhooks,
      Consumer<String> say) {
    this.config = config;
    this.gate = gate;
    this.http = http;
    this.site = site;
    this.engine = engine;
    this.workers = workers;
    this.feeds = feeds;
    this.webhooks = webhooks;
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
   * Stops in order: clients go elsewhere if they can, nothing new is accepted, what was accepted is
   * answered, and what the next start needs is written down.
   *
   * @return how many requests could not be answered in time
   */
  public synchronized int stop() {
    if (stopped) {
      return 0;
    }
    stopped = true;
    site.leave(gate);
    gate.stop();
    int unanswered = awaitAnswers();
    engine.intake().close();
    site.hurry();
    workers.forEach(Worker::stop);
    feeds.forEach(Feed::close);
    webhooks.close();
    say.accept(site.leftBehind());
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
}
