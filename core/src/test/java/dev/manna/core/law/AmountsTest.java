package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.law.Amounts.Bounds;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A sum becomes packets to the cent, whatever the bounds. */
class AmountsTest {
  private static final int ROUNDS = 20_000;

  private final Dice dice = new Dice(7);

  /** All amounts of a sum, drawn in blocks. */
  private long[] inBlocks(Bounds bounds, long cents, int packets) {
    long[] all = new long[packets];
    long left = cents;
    int at = 0;
    while (at < packets) {
      long[] block = Amounts.block(bounds, left, packets - at, dice);
      System.arraycopy(block, 0, all, at, block.length);
      left -= Arrays.stream(block).sum();
      at += block.length;
    }
    assertThat(left).isZero();
    return all;
  }

  private long[] byDoubleMean(Bounds bounds, long cents, int packets) {
    long[] all = new long[packets];
    long left = cents;
    for (int i = 0; i < packets; i++) {
      all[i] = Amounts.doubleMean(bounds, left, packets - i, dice);
      left -= all[i];
    }
    assertThat(left).isZero();
    return all;
  }

  private interface Draw {
    long[] amounts(Bounds bounds, long cents, int packets);
  }

  /** The means, then the standard deviations, by position. */
  private static double[][] moments(Draw draw, Bounds bounds, long cents, int packets) {
    double[] sums = new double[packets];
    double[] squares = new double[packets];
    for (int round = 0; round < ROUNDS; round++) {
      long[] amounts = draw.amounts(bounds, cents, packets);
      for (int i = 0; i < packets; i++) {
        sums[i] += amounts[i];
        squares[i] += (double) amounts[i] * amounts[i];
      }
    }
    double[][] moments = new double[2][packets];
    for (int i = 0; i < packets; i++) {
      moments[0][i] = sums[i] / ROUNDS;
      moments[1][i] = Math.sqrt(squares[i] / ROUNDS - moments[0][i] * moments[0][i]);
    }
    return moments;
  }

  private static boolean between(double value, double least, double most) {
    return value >= least && value <= most;
  }

  @Test
  void shouldSpreadAlikeAtEveryPosition() {
    Bounds bounds = new Bounds(1, 1_000);
    double[][] moments = moments(this::inBlocks, bounds, 1_000, 10);
    // 64 over sqrt(20,000) is 0.45, a standard deviation's own error about 0.4: four of each.
    assertThat(Arrays.stream(moments[0])).allMatch(mean -> between(mean, 98.2, 101.8));
    double all = Arrays.stream(moments[1]).average().orElseThrow();
    assertThat(Arrays.stream(moments[1])).allMatch(sd -> between(sd, all - 2, all + 2));
  }

  @Test
  void shouldSpreadWiderForWhoComesLateByDoubleMean() {
    double[][] moments = moments(this::byDoubleMean, new Bounds(1, 1_000), 1_000, 10);
    assertThat(moments[1][0]).isBetween(56.0, 58.5);
    assertThat(moments[1][9]).isBetween(74.0, 78.5);
  }

  @Test
  void shouldSpreadAlikeInEveryBlock() {
    double[][] moments = moments(this::inBlocks, new Bounds(1, 1_000), 13_000, 130);
    assertThat(Arrays.stream(moments[0])).allMatch(mean -> between(mean, 97.8, 102.2));
    double all = Arrays.stream(moments[1]).average().orElseThrow();
    assertThat(Arrays.stream(moments[1])).allMatch(sd -> between(sd, all * 0.95, all * 1.05));
  }

  @Test
  void shouldExpectTheMeanOfFewCents() {
    double[][] moments = moments(this::inBlocks, new Bounds(1, 200), 150, 100);
    assertThat(Arrays.stream(moments[0])).allMatch(mean -> between(mean, 1.47, 1.53));
  }

  @Test
  void shouldMakeBlocksAsAlikeAsPossible() {
    assertThat(new long[] {1, 10, 64, 65, 128, 129, 1_000, 2_147_483_647L})
        .satisfies(
            all ->
                assertThat(Arrays.stream(all).mapToInt(Amounts::blockSize))
                    .containsExactly(1, 10, 64, 33, 64, 43, 63, 64));
  }

  @Test
  void shouldKeepToTheBoundsWhateverTheyAre() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      int packets = random.nextInt(1, 201);
      long min = random.nextInt(1, 21);
      long max = min + (random.nextBoolean() ? random.nextInt(20) : random.nextInt(1_000));
      long cents = packets * min + (long) (random.nextDouble() * (packets * (max - min) + 1));
      Bounds bounds = new Bounds(min, max);
      assertThat(Amounts.possible(bounds, cents, packets)).isTrue();
      long[] amounts =
          random.nextBoolean()
              ? inBlocks(bounds, cents, packets)
              : byDoubleMean(bounds, cents, packets);
      assertThat(Arrays.stream(amounts)).allMatch(each -> each >= min && each <= max);
    }
  }

  @Test
  void shouldMoveABoundThatIsInTheWay() {
    for (long cents : new long[] {300, 10, 99, 5_000}) {
      Bounds bounds = new Bounds(20, 25);
      assertThat(Amounts.possible(bounds, cents, 10)).isFalse();
      long mean = cents / 10;
      assertThat(Arrays.stream(inBlocks(bounds, cents, 10)))
          .allMatch(each -> each >= Math.min(20, mean));
      assertThat(Arrays.stream(byDoubleMean(bounds, cents, 10)))
          .allMatch(each -> each <= Math.max(25, mean + 1));
    }
  }

  @Test
  void shouldNotOverflowWhereAMaximumIsWithoutMeaning() {
    long huge = dev.manna.core.Campaign.MAX_SIZE;
    for (long packets : new long[] {2, 1 << 17, 1 << 20, Integer.MAX_VALUE}) {
      Bounds bounds = new Bounds(1, huge);
      for (int i = 0; i < 1_000; i++) {
        long amount = Amounts.doubleMean(bounds, huge, packets, dice);
        assertThat(amount).isBetween(1L, 2 * (huge / packets) + 1);
        assertThat(Arrays.stream(Amounts.block(bounds, huge, packets, dice)))
            .allMatch(each -> each >= 1 && each <= huge);
      }
    }
  }
}
