package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.simulation.CrowdLog;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand notices at once, and what they do to others. */
class RateTest {
  private static final int NOTICES = 10_000;

  @TempDir private Path folder;

  @Test
  void shouldTakeAHundredSecondsForTenThousandAtAHundredASecond() {
    CrowdLog log = ManyEvents.log(NOTICES);
    CountDownLatch end = new CountDownLatch(1);
    try (Receiver slow = Receiver.plain();
        Receiver fast = Receiver.plain();
        Receiver broken = Receiver.plain().answering(500);
        Receiver hanging = Receiver.plain().answering(exchange -> hang(end))) {
      Hook[] hooks = {
        Rig.hook("slow", slow.url(), 100, false),
        Rig.hook("fast", fast.url(), 5_000, false),
        Rig.hook("broken", broken.url(), 100, false, "dev.manna.defined.v1"),
        Rig.hook("hanging", hanging.url(), 100, false, "dev.manna.defined.v1"),
      };
      Outbox.Limits limits = new Outbox.Limits(20_000, 1 << 30, 10, 1 << 20);
      try (Rig rig = new Rig(folder.resolve("rate.db"), log, limits, hooks)) {
        rig.hanging = 1;
        rig.pass(2_500, 10);
        rig.await(() -> rig.figures(1).delivered() == NOTICES);
        assertThat(rig.figures(1).delivered())
            .as("nobody waits for the slow one")
            .isEqualTo(NOTICES);
        assertThat(rig.figures(0).delivered()).isBetween(245L, 265L);
        rig.pass(95_000, 10);
        assertThat(rig.figures(0).delivered()).isBetween(9_740L, 9_770L);
        rig.pass(2_600, 10);
        rig.await(() -> rig.figures(0).delivered() == NOTICES);
        assertThat(rig.figures(0).delivered()).isEqualTo(NOTICES);
        assertThat(rig.figures(2).failed()).isPositive();
      }
      end.countDown();
      List<String> wanted = Rig.ids(log, hooks[0]);
      assertThat(new HashSet<>(slow.ids())).hasSize(NOTICES).containsAll(wanted);
      assertThat(slow.posts()).hasSize(NOTICES);
      assertThat(fast.posts()).hasSize(NOTICES);
    }
  }

  private static void hang(CountDownLatch end) {
    try {
      assertThat(end.await(300, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
