package dev.manna.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a gate says about a figure. */
class RowTest {
  @Test
  void shouldHoldTheRatioAgainstTheGate() throws Exception {
    double[] theirs = {10, 20, 10};
    int[] turn = {0};
    Pairs pairs = Pairs.of(3, () -> 30, () -> theirs[turn[0]++]);
    assertThat(pairs).isEqualTo(new Pairs(30, 10, 3));
    Row row = Row.of("group", "name", "/s", pairs);
    assertThat(row.against(Gate.atLeast(3)).verdict()).isEqualTo("met");
    assertThat(row.against(Gate.atLeast(4)).verdict()).isEqualTo("missed by 25 %");
    assertThat(row.against(Gate.atMost(2)).verdict()).isEqualTo("missed by 50 %");
    assertThat(row.verdict()).isEmpty();
  }

  @Test
  void shouldHoldAFigureByItselfAgainstTheGate() {
    Row row = Row.of("group", "name", "bytes", 33).against(Gate.atMost(32));
    assertThat(row.verdict()).isEqualTo("missed by 3 %");
    assertThat(Row.notMeasured("group", "name", "why").verdict()).isEqualTo("not measured");
  }

  @Test
  void shouldTakeTheMiddle() {
    assertThat(Pairs.median(3, 1, 2)).isEqualTo(2);
    assertThat(Pairs.median(4, 1, 2, 3)).isEqualTo(2.5);
  }

  @Test
  void shouldWriteAsManyDigitsAsMeanSomething() {
    assertThat(Figure.plain(1_234_567.8)).isEqualTo("1,234,568");
    assertThat(Figure.plain(123.4)).isEqualTo("123");
    assertThat(Figure.plain(2)).isEqualTo("2");
    assertThat(Figure.plain(0.756)).isEqualTo("0.76");
    assertThat(Gate.atMost(0.6).forInformation()).hasToString("(<= 0.6)");
  }
}
