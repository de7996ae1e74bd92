package dev.manna.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class TrendTest {
  private final Trend trend = new Trend();

  @Test
  void shouldBeTheSlopeOfALine() {
    double longAgo = 3e9;
    for (int second = 0; second < 60; second++) {
      trend.add(longAgo + second, 500.0 - 20 * second);
    }
    assertThat(trend.perSecond()).isCloseTo(-20, within(1e-6));
  }

  /** What goes up and down and stays where it is does not grow. */
  @Test
  void shouldNotTakeAWaveForGrowth() {
    for (int second = 0; second < 60; second++) {
      trend.add(second, second % 2 * 8_000.0);
    }
    assertThat(Math.abs(trend.perSecond())).isLessThan(20);
  }

  @Test
  void shouldBeNothingWhereNothingWasSeen() {
    assertThat(trend.perSecond()).isZero();
    trend.add(1, 7);
    assertThat(trend.perSecond()).isZero();
    trend.add(2, 9);
    trend.reset();
    assertThat(trend.perSecond()).isZero();
  }
}
