package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.law.Timers.Kind;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TimersTest {
  private record Due(long millis, int claim) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return millis != other.millis
          ? Long.compare(millis, other.millis)
          : Integer.compare(claim, other.claim);
    }
  }

  @Test
  void shouldGiveTheEarliestFirstAlsoAfterUndo() {
    Random random = new Random(5);
    Trail trail = new Trail();
    Timers timers = new Timers(trail);
    TreeSet<Due> expected = new TreeSet<>();
    int claim = 0;
    for (int round = 0; round < 2_000; round++) {
      boolean undo = random.nextInt(3) == 0;
      TreeSet<Due> before = new TreeSet<>(expected);
      trail.begin();
      for (int i = random.nextInt(20); i > 0; i--) {
        if (random.nextInt(5) < 2 && !expected.isEmpty()) {
          Due first = expected.pollFirst();
          assertThat(timers.nextMillis()).isEqualTo(first.millis());
          assertThat(timers.nextSubject()).isEqualTo(first.claim());
          timers.removeNext();
        } else {
          Due next = new Due(random.nextInt(50), claim++);
          expected.add(next);
          timers.add(next.millis(), Timers.Kind.HOLD, 0, next.claim());
        }
      }
      if (undo) {
        trail.undo();
        expected = before;
      } else {
        trail.commit();
      }
      assertThat(timers.isEmpty()).isEqualTo(expected.isEmpty());
    }
  }

  @Test
  void shouldOrderThoseOfOneMillisecondByCampaignAndSubject() {
    Timers timers = new Timers(new Trail());
    for (int i = 0; i < 100; i++) {
      timers.add(7, Kind.HOLD, i % 3, 99 - i);
      timers.add(1 << 20, Kind.HOLD, 0, i);
    }
    long before = -1;
    for (int i = 0; i < 100; i++) {
      long next = (long) timers.nextCampaign() << 32 | timers.nextSubject();
      assertThat(next).isGreaterThan(before);
      assertThat(timers.nextMillis()).isEqualTo(7);
      before = next;
      timers.removeNext();
    }
    assertThat(timers.nextMillis()).isEqualTo(1 << 20);
  }
}
