package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Pacing.Knot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A quota lasts as long as its curve says, and no longer. */
class CurveTest {
  private final Curve linear = new Curve(List.of());
  private final Curve bent = new Curve(List.of(new Knot(200, 600), new Knot(500, 600)));

  @Test
  void shouldMeasureTimeInMillionths() {
    assertThat(Curve.elapsed(50, 100, 200)).isZero();
    assertThat(Curve.elapsed(100, 100, 200)).isZero();
    assertThat(Curve.elapsed(150, 100, 200)).isEqualTo(500_000);
    assertThat(Curve.elapsed(300, 100, 200)).isEqualTo(1_000_000);
  }

  @Test
  void shouldLetEverythingOutByNinetyEightPercent() {
    assertThat(linear.due(1_000, 0)).isZero();
    assertThat(linear.due(1_000, 490_000)).isEqualTo(500);
    assertThat(linear.due(1_000, 979_999)).isEqualTo(999);
    assertThat(linear.due(1_000, 980_000)).isEqualTo(1_000);
    assertThat(linear.due(1_000, 1_000_000)).isEqualTo(1_000);
  }

  @Test
  void shouldBendAtItsKnots() {
    assertThat(bent.due(1_000, 98_000)).isEqualTo(300);
    assertThat(bent.due(1_000, 196_000)).isEqualTo(600);
    assertThat(bent.due(1_000, 400_000)).isEqualTo(600);
    assertThat(bent.due(1_000, 490_000)).isEqualTo(600);
    assertThat(bent.due(1_000, 735_000)).isEqualTo(800);
    assertThat(bent.due(1_000, 980_000)).isEqualTo(1_000);
  }

  @Test
  void shouldHitTheMoreOftenTheFartherBehind() {
    Dice dice = new Dice(1);
    // Half of 10,000 is due, and 100 behind is certain.
    int[] behind = {-5, 0, 25, 50, 100, 3_000};
    int[] hits = new int[behind.length];
    for (int i = 0; i < behind.length; i++) {
      for (int round = 0; round < 10_000; round++) {
        hits[i] += linear.hits(10_000, 5_000 - behind[i], 490_000, dice) ? 1 : 0;
      }
    }
    assertThat(hits[0]).isZero();
    assertThat(hits[1]).isZero();
    assertThat(hits[2]).isBetween(2_320, 2_680);
    assertThat(hits[3]).isBetween(4_800, 5_200);
    assertThat(hits[4]).isEqualTo(10_000);
    assertThat(hits[5]).isEqualTo(10_000);
  }

  @Test
  void shouldGiveToEverybodyInTheLastFiftieth() {
    Dice dice = new Dice(1);
    assertThat(linear.hits(10_000, 9_999, 979_999, dice)).isFalse();
    assertThat(linear.hits(10_000, 9_999, 980_000, dice)).isTrue();
  }
}
