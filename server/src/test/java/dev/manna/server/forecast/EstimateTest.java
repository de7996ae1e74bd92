package dev.manna.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds against tables that others have computed. */
final class EstimateTest {
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 0.2775",
    "1, 10, 0.0179, 0.4042",
    "10, 100, 0.0552, 0.1744",
    "10, 10, 0.7225, 1"
  })
  void shouldBoundSharesAsWilsonDoes(long hits, long trials, double low, double high) {
    Estimate estimate = Estimate.ofShare(hits, trials);
    assertThat(estimate.value()).isEqualTo(hits / (double) trials);
    assertThat(estimate.low()).isCloseTo(low, within(0.0001));
    assertThat(estimate.high()).isCloseTo(high, within(0.0001));
  }

  /** Of 1 and -1 in turn the standard error is {@code sqrt(n / (n - 1) / n)}. */
  @ParameterizedTest
  @CsvSource({"2, 12.7062", "4, 3.1824", "6, 2.5706", "10, 2.2622", "100, 1.9842", "10000, 1.9602"})
  void shouldBoundMeansAsStudentDoes(int runs, double quantile) {
    Moments moments = new Moments();
    for (int i = 0; i < runs; i++) {
      moments.add(i % 2 == 0 ? 1 : -1);
    }
    Estimate estimate = Estimate.ofMean(moments);
    double error = 1 / Math.sqrt(runs - 1.0);
    assertThat(estimate.value()).isCloseTo(0, within(1e-12));
    assertThat(estimate.high() / error).isCloseTo(quantile, within(0.001));
    assertThat(estimate.low()).isCloseTo(-estimate.high(), within(1e-12));
  }

  @Test
  void shouldNotBeSureOfWhatItNeverSaw() {
    Estimate never = Estimate.ofChance(Moments.ofZeros(10), 10);
    assertThat(never.value()).isZero();
    assertThat(never.low()).isZero();
    assertThat(never.high()).isCloseTo(0.037, within(0.001));
    assertThat(Estimate.ofMean(new Moments()).value()).isNaN();
  }

  @Test
  void shouldKnowWhatCanBeTheSame() {
    Estimate one = new Estimate(2, 1, 3);
    assertThat(one.meets(new Estimate(4, 3, 5))).isTrue();
    assertThat(one.meets(new Estimate(4, 3.1, 5))).isFalse();
    assertThat(new Estimate(4, 3.1, 5).meets(one)).isFalse();
  }
}
