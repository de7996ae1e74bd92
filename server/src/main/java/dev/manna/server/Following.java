package dev.manna.server;

import dev.manna.core.feed.Feed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The duty of a thread that moves a follower along the log. It gives way: while requests wait for
 * the engine and nobody waits for the follower, it rests after each chunk for a quarter as long as
 * that took: a fifth of its time is the engine's, and what is left must keep up with what is usual.
 * When the server stops it takes what is left, for a while; the rest is taken after the next start.
 */
final class Following implements Mover {
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LONGEST_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Feed feed;
  private final BooleanSupplier engineIsBusy;
  private final BooleanSupplier isAwaited;
  private final BooleanSupplier hasRoom;

  /** The thread, while it rests. */
  private volatile @Nullable Thread resting;

  /** When to end at last, 0 while nobody asks for it. */
  private volatile long deadline;

  /**
   * @param engineIsBusy whether requests wait for the engine
   * @param isAwaited whether anybody waits for the follower: then it does not give way
   */
  Following(Feed feed, BooleanSupplier engineIsBusy, BooleanSupplier isAwaited) {
    this(feed, engineIsBusy, isAwaited, () -> true);
  }

  /**
   * @param hasRoom whether the follower takes more at the moment; what it does not take is kept in
   *     the log
   */
  Following(
      Feed feed, BooleanSupplier engineIsBusy, BooleanSupplier isAwaited, BooleanSupplier hasRoom) {
    this.feed = feed;
    this.engineIsBusy = engineIsBusy;
    this.isAwaited = isAwaited;
    this.hasRoom = hasRoom;
  }

  @Override
  public void hurry() {
    Thread thread = resting;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public boolean doWork() {
    long begun = System.nanoTime();
    if (deadline != 0 && begun - deadline > 0) {
      return false;
    }
    boolean worked = hasRoom.getAsBoolean() && feed.doWork();
    if (worked && deadline == 0 && engineIsBusy.getAsBoolean() && !isAwaited.getAsBoolean()) {
      LockSupport.parkNanos(Math.min((System.nanoTime() - begun) / 4, LONGEST_WAY_NANOS));
    }
    return worked;
  }

  @Override
  public void rest() {
    resting = Thread.currentThread();
    // Whoever began to wait just before could not end the rest.
    if (!isAwaited.getAsBoolean() || feed.lag() == 0 || !feed.trouble().isEmpty()) {
      LockSupport.parkNanos(REST_NANOS);
    }
    resting = null;
  }

  @Override
  public void wake(Thread worker) {
    if (deadline == 0) {
      deadline = System.nanoTime() + ENDING_NANOS;
    }
    LockSupport.unpark(worker);
  }
}
