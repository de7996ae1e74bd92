package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.simulation.Simulator.NodesOutcome;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several engines over one log, under every fault that lies between them. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class NodesTest {
  private static final long FIRST = Long.getLong("manna.sim.first", 1);
  private static final long SEEDS = Long.getLong("manna.sim.nodes", 400);

  @Test
  void shouldFindNothingWhoeverIsFirst() {
    List<NodesOutcome> outcomes =
        LongStream.range(FIRST, FIRST + SEEDS).parallel().mapToObj(Simulator::playNodes).toList();
    assertThat(Arrays.asList(NodeFault.values()))
        .allSatisfy(
            fault -> assertThat(outcomes).anyMatch(outcome -> outcome.faults().containsKey(fault)));
    assertThat(outcomes.stream().mapToLong(NodesOutcome::events).sum()).isGreaterThan(75 * SEEDS);
  }

  @Test
  void shouldPlayASeedAlikeEachTime() {
    assertThat(traces()).isEqualTo(traces()).doesNotHaveDuplicates();
  }

  private static List<String> traces() {
    return LongStream.range(0, 10).mapToObj(seed -> Simulator.playNodes(seed).trace()).toList();
  }
}
