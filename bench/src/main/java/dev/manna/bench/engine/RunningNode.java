package dev.manna.bench.engine;

import dev.manna.core.Engine;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.NodeEngine;
import dev.manna.log.redis.RedisNode;
import dev.manna.simulation.SimSnapshots;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One of several engines that share a log in Redis, with the threads that a server gives it. */
final class RunningNode implements Asked, AutoCloseable {
  private static final long WORK_MILLIS = 100;
  private static final long AGAIN_NANOS = 100_000;

  private final RedisNode log;
  private final NodeEngine engine;
  private final LongSupplier furthest;
  private final Thread writer = new Thread(() -> run(this::write), "writer");
  private final Thread follower = new Thread(() -> run(this::follow), "follower");
  private final Thread keeper = new Thread(() -> run(this::keep), "keeper");
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;

  private RunningNode(RedisNode log, NodeEngine engine, LongSupplier furthest) {
    this.log = log;
    this.engine = engine;
    this.furthest = furthest;
  }

  /**
   * Joins a log.
   *
   * @param furthest how far any of its nodes is
   */
  static RunningNode join(RedisNode log, LongSupplier furthest) throws IOException {
    // Unpredictable where it keys the hashes, and fast where it draws.
    SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
    NodeEngine engine =
        NodeEngine.join(
            log,
            SimSnapshots.calm(),
            System::currentTimeMillis,
            System::nanoTime,
            random::nextLong,
            EngineOptions.defaults(),
            null);
    RunningNode node = new RunningNode(log, engine, furthest);
    node.writer.start();
    node.follower.start();
    node.keeper.start();
    return node;
  }

  private void run(Runnable work) {
    try {
      while (!stopped) {
        work.run();
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void write() {
    if (engine.writer().doWork() == 0) {
      engine.writer().await();
    }
  }

  private void follow() {
    engine.follow();
  }

  private void keep() {
    log.doWork();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WORK_MILLIS));
  }

  RedisNode log() {
    return log;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  /** Up to where it knows the log. */
  long position() {
    return engine.stats().position();
  }

  /** Batches that it has appended, and those that it decided again. */
  String races() {
    return engine.stats().batches() + " batches, " + engine.stats().racesLost() + " lost races";
  }

  @Override
  public void checkAlive() {
    Throwable why = failure;
    if (why != null) {
      throw new IllegalStateException("a node stopped", why);
    }
  }

  /** Whoever wants to know what there is, is told of what any node has done. */
  @Override
  public Reply ask(Request request) {
    long told = furthest.getAsLong();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (position() < told) {
      checkAlive();
      if (System.nanoTime() > until) {
        throw new IllegalStateException("a node stands at " + position() + ", another at " + told);
      }
      LockSupport.parkNanos(AGAIN_NANOS);
    }
    return Asked.super.ask(request);
  }

  @Override
  public void close() {
    stopped = true;
    engine.intake().wake();
    List.of(writer, follower, keeper).forEach(RunningNode::join);
    engine.close();
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody interrupts the bench", e);
    }
  }
}
