package dev.manna.engine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** How the thread that decides waits for other nodes. */
final class Rest implements Courtesy.Pause {
  private volatile @Nullable Thread resting;
  private volatile boolean ended;

  @Override
  public void of(long nanos) {
    resting = Thread.currentThread();
    if (!ended) {
      LockSupport.parkNanos(this, nanos);
    }
    resting = null;
    ended = false;
  }

  /** {@inheritDoc} Where nobody waits, the next wait ends at once. */
  @Override
  public void end() {
    ended = true;
    LockSupport.unpark(resting);
  }
}
