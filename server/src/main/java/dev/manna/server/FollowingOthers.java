package dev.manna.server;

import dev.manna.engine.NodeEngine;
import java.util.concurrent.locks.LockSupport;

/** The duty of a thread that hears of what other nodes append, and wakes the writer for it. */
record FollowingOthers(NodeEngine engine) implements Worker.Duty {
  /** It sleeps in the log, for a quarter of a second at most. */
  @Override
  public boolean doWork() {
    engine.follow();
    return false;
  }

  @Override
  public void rest() {}

  @Override
  public void wake(Thread worker) {
    LockSupport.unpark(worker);
  }
}
