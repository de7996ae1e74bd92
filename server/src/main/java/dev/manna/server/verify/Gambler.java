package dev.manna.server.verify;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.simulation.fair.History;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one alias has drawn of a lottery, as far as its rules ask for it. */
final class Gambler implements History {
  private final Map<Integer, Long> won = new HashMap<>(0);
  private long draws;
  private long misses;

  /** Takes the outcomes of a claim under the definition in force. */
  void take(Lottery lottery, Pools pools, List<Integer> outcomes) {
    draws += outcomes.size();
    boolean guarantees =
        lottery.prizes().stream()
            .anyMatch(each -> each.rules().enabled() && each.rules().guaranteedByMiss() > 0);
    for (int outcome : outcomes) {
      if (guarantees) {
        misses = outcome < 0 ? misses + 1 : 0;
      }
    }
    for (Prize prize : lottery.prizes()) {
      int item = pools.itemOf(prize.id());
      if (prize.rules().perUser() > 0 && outcomes.contains(item)) {
        won.merge(item, outcomes.stream().filter(each -> each == item).count(), Long::sum);
      }
    }
  }

  @Override
  public long draws() {
    return draws;
  }

  @Override
  public long misses() {
    return misses;
  }

  @Override
  public long won(int item) {
    return won.getOrDefault(item, 0L);
  }
}
