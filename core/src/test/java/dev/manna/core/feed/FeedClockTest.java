package dev.manna.core.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who waits for a follower, and when that is over. */
final class FeedClockTest {
  private static final int PATIENCE = 100;

  private final List<String> told = new ArrayList<>();
  private long now = 1_000;
  private final FeedClock clock = new FeedClock(() -> now, PATIENCE, 3);

  private FeedClock.Waiter waiter(String name) {
    return new FeedClock.Waiter() {
      @Override
      public void reached() {
        told.add(name);
      }

      @Override
      public void late() {
        told.add(name + " late");
      }
    };
  }

  private List<String> toldSince() {
    List<String> since = List.copyOf(told);
    told.clear();
    return since;
  }

  @Test
  void shouldLetGoOfWhatItHasReachedInTheOrderOfPositions() {
    clock.await(7, waiter("7"));
    clock.await(5, waiter("5"));
    clock.await(8, waiter("8"));
    assertThat(toldSince()).isEmpty();
    clock.stand(4);
    assertThat(toldSince()).as("one before the first").isEmpty();
    clock.stand(7);
    assertThat(toldSince()).containsExactly("5", "7");
    assertThat(clock.waiting()).isEqualTo(1);
    assertThat(clock.position()).isEqualTo(7);
    clock.stand(8);
    assertThat(toldSince()).containsExactly("8");
  }

  @Test
  void shouldNotLetWaitForWhatIsThere() {
    clock.stand(5);
    assertThat(clock.await(5, waiter("5"))).isTrue();
    assertThat(toldSince()).containsExactly("5");
    clock.await(6, waiter("6"));
    assertThat(toldSince()).isEmpty();
  }

  @Test
  void shouldTellWhoHasWaitedLongEnoughToTheMillisecond() {
    clock.await(5, waiter("first"));
    now += 40;
    clock.await(6, waiter("second"));
    now += PATIENCE - 41;
    assertThat(clock.expire()).isFalse();
    assertThat(toldSince()).isEmpty();
    now++;
    assertThat(clock.expire()).isTrue();
    assertThat(toldSince()).containsExactly("first late");
    now += 40;
    clock.expire();
    assertThat(toldSince()).containsExactly("second late");
    clock.stand(9);
    assertThat(toldSince()).as("nobody hears twice").isEmpty();
    assertThat(clock.waiting()).isZero();
  }

  @Test
  void shouldTurnAwayWhoIsOneTooMany() {
    for (int i = 0; i < 3; i++) {
      assertThat(clock.full()).isFalse();
      assertThat(clock.await(5, waiter("" + i))).isTrue();
    }
    assertThat(clock.full()).isTrue();
    assertThat(clock.await(5, waiter("3"))).isFalse();
    clock.stand(5);
    assertThat(toldSince()).containsExactlyInAnyOrder("0", "1", "2");
    assertThat(clock.await(6, waiter("4"))).isTrue();
  }

  @Test
  void shouldWaitAgainWhereTheFollowerHasLostWhatItWrote() {
    clock.stand(9);
    clock.stand(0);
    clock.await(4, waiter("4"));
    assertThat(toldSince()).isEmpty();
    clock.stand(4);
    assertThat(toldSince()).containsExactly("4");
  }

  @Test
  void shouldWakeTheFollowerOnlyWhereSomebodyWaits() {
    AtomicInteger woken = new AtomicInteger();
    clock.onWait(woken::incrementAndGet);
    clock.stand(5);
    clock.await(5, waiter("5"));
    assertThat(woken).hasValue(0);
    clock.await(6, waiter("6"));
    assertThat(woken).hasValue(1);
  }

  /** Counts whoever is told, and whoever is told again. */
  private record Once(CountDownLatch all, AtomicInteger more, AtomicInteger calls)
      implements FeedClock.Waiter {
    @Override
    public void reached() {
      if (calls.incrementAndGet() > 1) {
        more.incrementAndGet();
      }
      all.countDown();
    }

    @Override
    public void late() {
      reached();
    }
  }

  /** Each is told once, by one of two threads. */
  @Test
  void shouldForgetNobodyWhileAllThreadsAreBusy() throws InterruptedException {
    int each = 20_000;
    FeedClock busy = new FeedClock(System::currentTimeMillis, 1, 2 * each);
    CountDownLatch all = new CountDownLatch(each);
    AtomicInteger more = new AtomicInteger();
    Thread follower =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (long at = 0; all.getCount() > 0; at = Math.min(each, at + 7)) {
                    busy.stand(at);
                    busy.expire();
                  }
                });
    for (int i = 1; i <= each; i++) {
      assertThat(busy.await(i, new Once(all, more, new AtomicInteger()))).isTrue();
    }
    assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    follower.join();
    assertThat(more).hasValue(0);
    assertThat(busy.waiting()).isZero();
  }
}
