package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine and its journal under every fault that the simulator knows. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SimulatorTest {
  private static final long FIRST = Long.getLong("manna.sim.first", 1);
  private static final long SEEDS = Long.getLong("manna.sim.seeds", 3_000);

  @Test
  void shouldFindNothingWhateverGoesWrong() {
    Faults faults = new Faults();
    LongStream.range(FIRST, FIRST + SEEDS)
        .parallel()
        .mapToObj(Simulator::play)
        .toList()
        .forEach(outcome -> faults.add(outcome.faults()));
    assertThat(faults.missing()).as("kinds of fault that no run has met").isEmpty();
    assertThat(faults.total()).isGreaterThan(20 * SEEDS);
  }

  @Test
  void shouldPlayASeedAlikeEachTime() {
    List<String> first = traces();
    assertThat(traces()).isEqualTo(first).doesNotHaveDuplicates();
  }

  private static List<String> traces() {
    return LongStream.range(0, 10).mapToObj(seed -> Simulator.play(seed).trace()).toList();
  }
}
