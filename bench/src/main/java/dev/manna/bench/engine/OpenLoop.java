package dev.manna.bench.engine;

import dev.manna.bench.Unverified;
import dev.manna.core.Engine.Receiver;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Asks at a fixed rate, however the answers come. A latency counts from the moment at which its
 * request was due, so that a pause of anybody's is seen by all requests that it delayed.
 */
final class OpenLoop {
  private static final long SHORT_NANOS = 100_000;

  private final List<? extends Asked> all;

  /** How much too late a request may be sent, so that nobody spins for it. */
  private final long lateNanos;

  private final AtomicInteger answered = new AtomicInteger();
  private long beganNanos;

  /** One for each who is asked, written by its thread. */
  private final List<Histogram> answers;

  /** Written by the thread that asks: who finds no room is told so at once. */
  private final Histogram refusals = new Histogram(3);

  private OpenLoop(List<? extends Asked> all, long lateNanos) {
    this.all = all;
    this.lateNanos = lateNanos;
    answers = all.stream().map(each -> new Histogram(3)).toList();
  }

  private final class Ack implements Receiver {
    /** After the beginning. */
    private final long dueNanos;

    private final Histogram answers;

    Ack(long dueNanos, Histogram answers) {
      this.dueNanos = dueNanos;
      this.answers = answers;
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
    return new OpenLoop(List.of(running), 0).run(requests, perSecond);
  }

  /**
   * Asks several in turn, who share the cores with whoever asks: it sends in one go what was due
   * within a short time.
   */
  static Histogram run(List<? extends Asked> all, Request[] requests, double perSecond) {
    return new OpenLoop(all, SHORT_NANOS).run(requests, perSecond);
  }

  private Histogram run(Request[] requests, double perSecond) {
    double gap = 1e9 / perSecond;
    Ack[] acks = new Ack[requests.length];
    for (int i = 0; i < acks.length; i++) {
      acks[i] = new Ack((long) (i * gap), answers.get(i % answers.size()));
    }
    // Half a million requests that were made beforehand are the bench's, not the engine's: the
    // collector moves them now, and not while they are timed.
    System.gc();
    beganNanos = System.nanoTime() + SHORT_NANOS;
    for (int i = 0; i < requests.length; i++) {
      awaitUntil(beganNanos + acks[i].dueNanos);
      all.get(i % all.size()).engine().submit(requests[i], acks[i]);
    }
    while (answered.get() < requests.length) {
      all.forEach(Asked::checkAlive);
      LockSupport.parkNanos(SHORT_NANOS);
    }
    // Who was told to come back has waited for that long at least.
    Histogram sum = new Histogram(3);
    answers.forEach(sum::add);
    sum.add(refusals);
    return sum;
  }

  /** The timer is too coarse for the last part, which is short: requests are due every few us. */
  private void awaitUntil(long dueNanos) {
    long wait = dueNanos - System.nanoTime();
    while (wait > 0) {
      if (lateNanos > 0) {
        LockSupport.parkNanos(wait + lateNanos);
      } else if (wait > SHORT_NANOS) {
        LockSupport.parkNanos(wait - SHORT_NANOS);
      } else {
        Thread.onSpinWait();
      }
      wait = dueNanos - System.nanoTime();
    }
  }
}
