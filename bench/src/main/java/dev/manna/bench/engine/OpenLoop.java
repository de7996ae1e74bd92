package dev.manna.bench.engine;

import dev.manna.bench.Unverified;
import dev.manna.core.Engine.Receiver;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Asks at a fixed rate, however the answers come. A latency counts from the moment at which its
 * request was due, so that a pause of anybody's is seen by all requests that it delayed.
 */
final class OpenLoop {
  private static final long SHORT_NANOS = 100_000;

  private final RunningEngine running;
  private final AtomicInteger answered = new AtomicInteger();
  private long beganNanos;

  /** Written by the engine's thread. */
  private final Histogram answers = new Histogram(3);

  /** Written by the thread that asks: who finds no room is told so at once. */
  private final Histogram refusals = new Histogram(3);

  private OpenLoop(RunningEngine running) {
    this.running = running;
  }

  private final class Ack implements Receiver {
    /** After the beginning. */
    private final long dueNanos;

    Ack(long dueNanos) {
      this.dueNanos = dueNanos;
    }

    @Override
    public void receive(Reply reply) {
      switch (reply) {
        case Reply.Claimed claimed ->
            answers.recordValue(System.nanoTime() - beganNanos - dueNanos);
        case Reply.Refused no when no.refusal() == Refusal.TOO_BUSY ->
            refusals.recordValue(no.retryAfterMillis() * 1_000_000);
        default -> throw new Unverified("a claim was answered with " + reply);
      }
      answered.incrementAndGet();
    }
  }

  /** Sends all at so many a second; the times until their answers. */
  static Histogram run(RunningEngine running, Request[] requests, double perSecond) {
    return new OpenLoop(running).run(requests, perSecond);
  }

  private Histogram run(Request[] requests, double perSecond) {
    double gap = 1e9 / perSecond;
    Ack[] acks = new Ack[requests.length];
    for (int i = 0; i < acks.length; i++) {
      acks[i] = new Ack((long) (i * gap));
    }
    // Half a million requests that were made beforehand are the bench's, not the engine's: the
    // collector moves them now, and not while they are timed.
    System.gc();
    beganNanos = System.nanoTime() + SHORT_NANOS;
    for (int i = 0; i < requests.length; i++) {
      awaitUntil(beganNanos + acks[i].dueNanos);
      running.engine().submit(requests[i], acks[i]);
    }
    while (answered.get() < requests.length) {
      running.checkAlive();
      LockSupport.parkNanos(SHORT_NANOS);
    }
    // Who was told to come back has waited for that long at least.
    answers.add(refusals);
    return answers;
  }

  /** The timer is too coarse for the last part, which is short: requests are due every few us. */
  private static void awaitUntil(long dueNanos) {
    long wait = dueNanos - System.nanoTime();
    while (wait > 0) {
      if (wait > SHORT_NANOS) {
        LockSupport.parkNanos(wait - SHORT_NANOS);
      } else {
        Thread.onSpinWait();
      }
      wait = dueNanos - System.nanoTime();
    }
  }
}
