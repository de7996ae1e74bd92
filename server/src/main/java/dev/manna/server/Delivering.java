package dev.manna.server;

import dev.manna.webhook.Deliveries;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The duty of the thread that sends what waits for webhooks, while its node is the one that does.
 * When the server stops it sends nothing more, and waits a while for the answers to what is under
 * way; the rest is sent after the next start.
 */
final class Delivering implements Worker.Duty {
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Deliveries deliveries;
  private final BooleanSupplier isFirst;

  /** When to end at last, 0 while nobody asks for it. */
  private volatile long deadline;

  /**
   * @param isFirst whether this node is the one that sends
   */
  Delivering(Deliveries deliveries, BooleanSupplier isFirst) {
    this.deliveries = deliveries;
    this.isFirst = isFirst;
  }

  @Override
  public boolean doWork() {
    if (deadline == 0) {
      return isFirst.getAsBoolean() ? deliveries.doWork() : deliveries.standBack();
    }
    boolean settled = deliveries.settleOnly();
    if (!settled && deliveries.underWay() > 0) {
      LockSupport.parkNanos(REST_NANOS);
    }
    return deliveries.underWay() > 0 && System.nanoTime() - deadline < 0;
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
