package dev.manna.server.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many come in the first and in the last tenth of the time. */
final class ArrivalsTest {
  private static final int CLAIMS = 200_000;
  private static final long MILLIS = 100_000;

  /** Falling tenfold, the first tenth of 1 gets (10 x 0.1 - 4.5 x 0.01) / 5.5 of all. */
  @ParameterizedTest
  @CsvSource({
    "STEADY, 0.1, 0.1",
    "FALLING, 0.1736, 0.0264",
    "RISING, 0.0264, 0.1736",
    "SPIKE, 0.55, 0.05"
  })
  void shouldSpreadOverTheTime(Arrivals arrivals, double first, double last) {
    long[] moments = arrivals.moments(CLAIMS, MILLIS, new SplittableRandom(7));
    assertThat(moments).isSorted();
    assertThat(moments[0]).isNotNegative();
    assertThat(moments[CLAIMS - 1]).isLessThan(MILLIS);
    assertThat(share(moments, 0, MILLIS / 10)).isCloseTo(first, within(0.004));
    assertThat(share(moments, MILLIS * 9 / 10, MILLIS)).isCloseTo(last, within(0.004));
  }

  private static double share(long[] moments, long from, long to) {
    return Arrays.stream(moments).filter(at -> at >= from && at < to).count() / (double) CLAIMS;
  }
}
