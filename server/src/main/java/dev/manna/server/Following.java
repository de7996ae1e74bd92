package dev.manna.server;

import dev.manna.core.feed.Feed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The duty of a thread that moves a follower along the log. It gives way: while requests wait for
 * the engine, it rests after each chunk for as long as that took. When the server stops it takes
 * what is left, for a while; the rest is taken after the next start.
 */
final class Following implements Worker.Duty {
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Feed feed;
  private final BooleanSupplier engineIsBusy;

  /** When to end at last, 0 while nobody asks for it. */
  private volatile long deadline;

  Following(Feed feed, BooleanSupplier engineIsBusy) {
    this.feed = feed;
    this.engineIsBusy = engineIsBusy;
  }

  @Override
  public boolean doWork() {
    long begun = System.nanoTime();
    if (deadline != 0 && begun - deadline > 0) {
      return false;
    }
    boolean worked = feed.doWork();
    if (worked && deadline == 0 && engineIsBusy.getAsBoolean()) {
      LockSupport.parkNanos(Math.min(System.nanoTime() - begun, LONGEST_WAY_NANOS));
    }
    return worked;
  }

  @Override
  public void rest() {
    LockSupport.parkNanos(REST_NANOS);
  }

  @Override
  public void wake(Thread worker) {
    if (deadline == 0) {
      deadline = System.nanoTime() + ENDING_NANOS;
    }
    LockSupport.unpark(worker);
  }
}
