package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Logs that lose their end, with receipts for what was in it. */
class LossTest {
  private static final long RUNS = Long.getLong("manna.loss.runs", 300);

  @Test
  void shouldGiveBackWhatWasLostAndNothingTwice() {
    long redeemed = 0;
    for (long seed = 1; seed <= RUNS; seed++) {
      redeemed += Simulator.playLoss(seed);
    }
    assertThat(redeemed).isGreaterThan(RUNS);
  }
}
