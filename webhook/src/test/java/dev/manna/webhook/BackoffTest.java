package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.simulation.Chance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final long BEGUN = 1_700_000_000_000L;

  private static RandomGenerator chance(long seed) {
    Chance chance = new Chance(seed);
    return chance::bits;
  }

  private static List<Long> pauses(long seed) {
    Backoff backoff = new Backoff(chance(seed));
    List<Long> pauses = new ArrayList<>();
    long now = BEGUN;
    for (int attempts = 1; ; attempts++) {
      long next = backoff.nextMillis(attempts, BEGUN, now);
      if (next < 0) {
        assertThat(now).as("tried for a day").isEqualTo(BEGUN + 86_400_000);
        return pauses;
      }
      assertThat(pauses).as("it does not try all the time").hasSizeLessThan(300);
      pauses.add(next - now);
      now = next;
    }
  }

  @Test
  void shouldDoubleUpToAQuarterOfAnHourForADay() {
    List<Long> pauses = pauses(1);
    long whole = 5_000;
    for (long pause : pauses.subList(0, pauses.size() - 1)) {
      assertThat(pause).isBetween(whole / 2, whole);
      whole = Math.min(2 * whole, 900_000);
    }
    assertThat(pauses).hasSizeBetween(90, 200);
  }

  @Test
  void shouldNotComeAllAtOnce() {
    HashSet<Long> thirds = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      thirds.add(pauses(seed).get(2));
    }
    assertThat(thirds).hasSizeGreaterThan(90);
  }
}
