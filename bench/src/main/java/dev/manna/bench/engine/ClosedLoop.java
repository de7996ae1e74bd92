package dev.manna.bench.engine;

import dev.manna.core.Request;
import java.util.concurrent.locks.LockSupport;

/** Asks as fast as the answers come, with so many requests out at a time, from one thread. */
final class ClosedLoop {
  /** Half of what an engine's queue takes: it never runs dry, and nobody is told to come back. */
  static final int WINDOW = 32_768;

  private static final long PAUSE_NANOS = 20_000;

  private ClosedLoop() {}

  /** Sends all and waits for the last answer; returns how long that took. */
  static long run(RunningEngine running, Request[] requests, Tally tally) {
    long before = tally.answered();
    long began = System.nanoTime();
    for (int sent = 0; sent < requests.length; sent++) {
      while (sent - (tally.answered() - before) >= WINDOW) {
        pause(running);
      }
      running.engine().submit(requests[sent], tally);
    }
    while (tally.answered() - before < requests.length) {
      pause(running);
    }
    return System.nanoTime() - began;
  }

  private static void pause(RunningEngine running) {
    running.checkAlive();
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
