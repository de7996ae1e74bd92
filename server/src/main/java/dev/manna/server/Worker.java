package dev.manna.server;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A thread that does one duty over and over, and rests in between. It is never interrupted: that
 * would close the files that it uses.
 */
final class Worker {
  private static final int JOIN_MILLIS = 10;

  private final Duty duty;
  private final Consumer<Throwable> fatal;
  private final Thread thread;
  private volatile boolean stopping;

  /** What a worker does. */
  interface Duty {
    /** Does what there is to do; false where there was nothing. */
    boolean doWork();

    /** Waits until there may be something to do, or {@link #wake} is called. */
    void rest();

    /** Ends a rest of the worker's thread. */
    void wake(Thread worker);
  }

  Worker(String name, Duty duty, Consumer<Throwable> fatal) {
    this.duty = duty;
    this.fatal = fatal;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  /** A duty that is looked at again after a while. */
  static Duty every(long millis, BooleanSupplier doWork) {
    return new Duty() {
      @Override
      public boolean doWork() {
        return doWork.getAsBoolean();
      }

      @Override
      public void rest() {
        LockSupport.parkNanos(millis * 1_000_000);
      }

      @Override
      public void wake(Thread worker) {
        LockSupport.unpark(worker);
      }
    };
  }

  Worker start() {
    thread.start();
    return this;
  }

  /** Lets the duty come to its end, and waits for it: what there is to do is still done. */
  void stop() {
    stopping = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      duty.wake(thread);
      try {
        thread.join(JOIN_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean worked = true;
      boolean ending = false;
      while (worked || !ending) {
        // What came in before the stop is seen by a look after it, and perhaps only by that.
        ending = stopping;
        worked = duty.doWork();
        if (!worked && !ending && !stopping) {
          duty.rest();
        }
      }
    } catch (Throwable e) {
      fatal.accept(e);
    }
  }
}
