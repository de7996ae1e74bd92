package dev.manna.bench.engine;

import dev.manna.core.Request;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks as fast as the answers come, with so many requests out at a time, from one thread. Several
 * who are asked have the same number of requests each, so that the slowest says when it is over.
 */
final class ClosedLoop {
  /** Half of what an engine's queue takes: it never runs dry, and nobody is told to come back. */
  static final int WINDOW = 32_768;

  private static final long PAUSE_NANOS = 20_000;

  private final List<? extends Asked> all;
  private final Request[] requests;
  private final List<Tally> tallies;

  /** How many requests each was sent. */
  private final int[] sent;

  private ClosedLoop(List<? extends Asked> all, Request[] requests, List<Tally> tallies) {
    this.all = all;
    this.requests = requests;
    this.tallies = tallies;
    sent = new int[all.size()];
  }

  /**
   * Sends all and waits for the last answer.
   *
   * @param tallies fresh ones, one for each who is asked
   * @return how long that took, in nanoseconds
   */
  static long run(List<? extends Asked> all, Request[] requests, List<Tally> tallies) {
    return new ClosedLoop(all, requests, tallies).run();
  }

  private long run() {
    long began = System.nanoTime();
    int total = 0;
    while (total < requests.length) {
      int before = total;
      for (int i = 0; i < sent.length; i++) {
        total += send(i);
      }
      if (total == before) {
        pause();
      }
    }
    while (tallies.stream().mapToLong(Tally::answered).sum() < requests.length) {
      pause();
    }
    return System.nanoTime() - began;
  }

  /** Sends one of them as many of its requests as it may have; returns how many these were. */
  private int send(int index) {
    long may = WINDOW / sent.length - sent[index] + tallies.get(index).answered();
    int count = 0;
    int next = sent[index] * sent.length + index;
    while (count < may && next < requests.length) {
      all.get(index).engine().submit(requests[next], tallies.get(index));
      next += sent.length;
      count++;
    }
    sent[index] += count;
    return count;
  }

  private void pause() {
    all.forEach(Asked::checkAlive);
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
