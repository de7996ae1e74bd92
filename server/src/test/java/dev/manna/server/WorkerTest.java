package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTest {
  /** A duty that finds nothing, and lets something come in before it says so. */
  private static final class Late implements Worker.Duty {
    final AtomicInteger left = new AtomicInteger();
    final CountDownLatch looked = new CountDownLatch(1);
    final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public boolean doWork() {
      if (left.get() > 0) {
        left.decrementAndGet();
        return true;
      }
      looked.countDown();
      try {
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a worker", e);
      }
      return false;
    }

    @Override
    public void rest() {}

    /** Called once the worker is told to stop. */
    @Override
    public void wake(Thread worker) {
      stopped.countDown();
    }
  }

  @Test
  void shouldDoWhatCameInAfterItsLastLookBeforeTheStop() throws InterruptedException {
    Late duty = new Late();
    Worker worker = new Worker("late", duty, e -> fail("the process would end", e)).start();
    assertThat(duty.looked.await(30, TimeUnit.SECONDS)).isTrue();
    duty.left.set(3);
    worker.stop();
    assertThat(duty.left.get()).isZero();
  }
}
