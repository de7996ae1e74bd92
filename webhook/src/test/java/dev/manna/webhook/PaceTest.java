package dev.manna.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static int takenBetween(Pace pace, long from, long until, int step) {
    int taken = 0;
    for (long now = from; now < until; now += step) {
      while (pace.take(now)) {
        taken++;
      }
    }
    return taken;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "100, 1", "100, 7", "100, 50", "999, 10", "10000, 5"})
  void shouldKeepTheRateHoweverOftenItIsAsked(int perSecond, int step) {
    Pace pace = new Pace(perSecond);
    int taken = takenBetween(pace, 5_000_000, 5_010_000, step);
    int missed = 1 + perSecond * step / 1_000;
    assertThat(taken).isBetween(10 * perSecond - missed, 10 * perSecond + perSecond / 10 + 1);
  }

  @Test
  void shouldNotSaveUpWhatWasNotUsed() {
    Pace pace = new Pace(100);
    assertThat(takenBetween(pace, 0, 100, 10)).isEqualTo(10);
    assertThat(takenBetween(pace, 3_600_000, 3_600_001, 1)).isBetween(1, 11);
  }

  @Test
  void shouldNotWaitForAClockThatWentBack() {
    Pace pace = new Pace(10);
    assertThat(pace.take(9_000_000)).isTrue();
    assertThat(takenBetween(pace, 1_000, 2_000, 10)).isBetween(8, 11);
  }
}
