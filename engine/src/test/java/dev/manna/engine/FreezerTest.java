package dev.manna.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.law.Conservation.Violation;
import dev.manna.core.law.Equation;
import dev.manna.core.law.Frozen;
import dev.manna.core.law.Machine;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class FreezerTest {
  private final Machine machine = new Machine();
  private final Intake intake = new Intake(machine, 4);
  private final Watch watch = new Watch(machine.conservation(), 1, intake);
  private final Freezer freezer = new Freezer(machine, intake, watch);

  @Test
  void shouldLeaveOneStateForEachThatIsAskedFor() {
    freezer.doWork();
    assertThat(freezer.take()).isNull();
    freezer.ask();
    assertThat(freezer.take()).isNull();
    freezer.doWork();
    freezer.doWork();
    Frozen left = freezer.take();
    assertThat(left).isNotNull();
    assertThat(freezer.take()).isNull();
    left.release();
    freezer.ask();
    freezer.doWork();
    assertThat(freezer.take()).isNotNull();
  }

  @Test
  void shouldLeaveNoStateWhoseBooksDoNotBalance() {
    watch.violated(new Violation("c", "a", Equation.HELD, 1, 2));
    watch.looked("c", true);
    freezer.ask();
    freezer.doWork();
    assertThat(freezer.take()).isNull();
    watch.looked("c", true);
    freezer.doWork();
    assertThat(freezer.take()).as("the books balance again").isNotNull();
  }

  /** The writer sleeps where nobody claims, and so does who has asked: for longer than allowed. */
  @Test
  void shouldWakeTheWriterAndWhoHasAsked() throws InterruptedException {
    long asleep = TimeUnit.SECONDS.toNanos(20);
    Thread writer =
        new Thread(
            () -> {
              intake.await(asleep);
              freezer.doWork();
            });
    long began = System.nanoTime();
    writer.start();
    freezer.ask();
    Frozen left = freezer.take();
    while (left == null && System.nanoTime() - began < asleep) {
      LockSupport.parkNanos(asleep);
      left = freezer.take();
    }
    assertThat(System.nanoTime() - began).isLessThan(asleep / 2);
    assertThat(left).isNotNull();
    writer.join();
  }
}
