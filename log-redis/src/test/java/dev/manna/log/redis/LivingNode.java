package dev.manna.log.redis;

import static org.assertj.core.util.Throwables.getStackTrace;

import dev.manna.core.Membership;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.NodeEngine;
import dev.manna.simulation.SimSnapshots;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A node with the threads that a server gives it. */
final class LivingNode {
  private static final long JOIN_MILLIS = 20_000;
  private static final long KEEP_MILLIS = 50;

  final NodeEngine engine;
  final RedisNode log;
  final Membership members;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;
  private volatile @Nullable Throwable thrown;

  LivingNode(RedisLogOptions options, String name) throws IOException {
    this(options, name, Registers.of(options.name()));
  }

  LivingNode(RedisLogOptions options, String name, Membership members) throws IOException {
    this.members = members;
    RecoveryTimes times =
        new RecoveryTimes(() -> 0, 1_000, 2_000, 3_000, () -> System.nanoTime() / 1_000_000);
    log =
        RedisNode.join(
            options.withNode(name),
            SettingAside.NOTHING,
            members,
            times,
            name + System.nanoTime(),
            JOIN_MILLIS,
            millis -> LockSupport.parkNanos(millis * 1_000_000));
    engine =
        NodeEngine.join(
            log,
            SimSnapshots.calm(),
            System::currentTimeMillis,
            System::nanoTime,
            new SecureRandom()::nextLong,
            EngineOptions.defaults(),
            null);
    start(this::write);
    start(engine::follow);
    start(
        () -> {
          log.doWork();
          LockSupport.parkNanos(KEEP_MILLIS * 1_000_000);
        });
  }

  private void write() {
    if (engine.writer().doWork() == 0) {
      engine.writer().await();
    }
  }

  private void start(Runnable step) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    while (!stopping) {
                      step.run();
                    }
                  } catch (RuntimeException | Error e) {
                    thrown = stopping ? thrown : e;
                    stopping = true;
                  }
                }));
  }

  boolean lives() {
    return !stopping;
  }

  /** How it is, in a few words. */
  String shown() {
    Throwable ended = thrown;
    return ended == null ? "waits for \"" + log.waitsFor() + '"' : getStackTrace(ended);
  }

  /** What has ended it; null for nothing. */
  @Nullable Throwable thrown() {
    return thrown;
  }

  /** Ends it without a word, as far as a thread can: nobody hears of it again. */
  void die() throws InterruptedException {
    stopping = true;
    engine.intake().wake();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
