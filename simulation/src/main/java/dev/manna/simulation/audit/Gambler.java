package dev.manna.simulation.audit;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one user has won of a lottery, as far as its rules ask for it. */
final class Gambler {
  private final Map<String, Integer> wins = new HashMap<>();
  private int misses;
  private long chances;

  int wins(Prize prize) {
    return wins(prize.id());
  }

  int wins(String prize) {
    return wins.getOrDefault(prize, 0);
  }

  int misses() {
    return misses;
  }

  long chances() {
    return chances;
  }

  void credit(long difference) {
    chances += difference;
  }

  /** Takes the outcomes of a claim's draws, null for a miss, under the rules in force. */
  void take(Lottery lottery, List<Prize> outcomes) {
    boolean guarantees = lottery.prizes().stream().map(Prize::rules).anyMatch(Lots::guarantees);
    for (Prize outcome : outcomes) {
      if (outcome.equals(Lots.MISS)) {
        misses += guarantees ? 1 : 0;
        continue;
      }
      misses = guarantees ? 0 : misses;
      if (outcome.rules().perUser() > 0) {
        wins.merge(outcome.id(), 1, Integer::sum);
      }
    }
  }
}
