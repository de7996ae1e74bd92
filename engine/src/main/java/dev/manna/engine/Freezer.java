package dev.manna.engine;

import dev.manna.core.law.Frozen;
import dev.manna.core.law.Machine;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where whoever writes snapshots asks for the state, and the writer leaves it between batches. */
final class Freezer {
  private final Machine machine;
  private final Intake intake;
  private final Watch watch;
  private final AtomicReference<@Nullable Frozen> left = new AtomicReference<>();

  /** Who has asked and waits; null for nobody. */
  private volatile @Nullable Thread asking;

  Freezer(Machine machine, Intake intake, Watch watch) {
    this.machine = machine;
    this.intake = intake;
    this.watch = watch;
  }

  /**
   * Asks for the state as it will stand at the end of a batch; whoever has asked has released the
   * one before, and his thread is woken when it is there.
   */
  void ask() {
    asking = Thread.currentThread();
    intake.wake();
  }

  /** The state that was asked for, to be released by the caller; null while it is not there. */
  @Nullable Frozen take() {
    return left.getAndSet(null);
  }

  /**
   * For the writer's thread, where all that the machine has decided is durable. A state whose books
   * do not balance is left to nobody: the log makes a better one.
   */
  void doWork() {
    Thread who = asking;
    if (who != null && watch.balances()) {
      asking = null;
      left.set(machine.freeze());
      LockSupport.unpark(who);
    }
  }
}
