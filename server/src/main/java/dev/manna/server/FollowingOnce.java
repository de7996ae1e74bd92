package dev.manna.server;

import dev.manna.core.feed.Feed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The duty of a thread that moves a follower while its node is the one that does, and else looks
 * where another node has moved it: often while somebody waits for that.
 */
final class FollowingOnce implements Mover {
  private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long SELDOM_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Following following;
  private final Feed feed;
  private final BooleanSupplier isFirst;
  private final BooleanSupplier isAwaited;
  private long lookedNanos = System.nanoTime() - SELDOM_NANOS;
  private volatile @Nullable Thread resting;

  /**
   * @param isFirst whether this node is the one that moves followers
   * @param isAwaited whether anybody waits for the follower
   */
  FollowingOnce(
      Following following, Feed feed, BooleanSupplier isFirst, BooleanSupplier isAwaited) {
    this.following = following;
    this.feed = feed;
    this.isFirst = isFirst;
    this.isAwaited = isAwaited;
  }

  @Override
  public boolean doWork() {
    if (isFirst.getAsBoolean()) {
      return following.doWork();
    }
    long now = System.nanoTime();
    if (now - lookedNanos >= pause()) {
      lookedNanos = now;
      feed.look();
    }
    return false;
  }

  private long pause() {
    return isAwaited.getAsBoolean() ? SOON_NANOS : SELDOM_NANOS;
  }

  @Override
  public void rest() {
    if (isFirst.getAsBoolean()) {
      following.rest();
      return;
    }
    resting = Thread.currentThread();
    LockSupport.parkNanos(Math.min(pause(), lookedNanos + pause() - System.nanoTime()));
    resting = null;
  }

  @Override
  public void hurry() {
    following.hurry();
    LockSupport.unpark(resting);
  }

  @Override
  public void wake(Thread worker) {
    following.wake(worker);
  }
}
