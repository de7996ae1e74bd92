package dev.manna.server.forecast;

import dev.manna.core.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What came of one run. */
final class Result {
  /** A claim that was accepted and won nothing. Ids hold no spaces, so it is no item's. */
  static final String MISSED = "a miss";

  /** A claim that entered a raffle, whatever it won then. */
  static final String ENTERED = "an entry";

  /** A claim that was refused; the code follows. */
  static final String REFUSED = "refused, ";

  private static final long NEVER = -1;

  private final Scenario scenario;
  private final long[] ranOut;
  private List<Reply.Pool> pools;

  /** By outcome, how many users had it at least once. */
  private final Map<String, Integer> users = new HashMap<>();

  /** By outcome, its number. */
  private final Map<String, Integer> outcomes = new HashMap<>();

  private final Set<Long> counted = new HashSet<>();

  Result(List<Reply.Pool> pools, Scenario scenario) {
    this.pools = pools;
    this.scenario = scenario;
    ranOut = new long[pools.size()];
    Arrays.fill(ranOut, NEVER);
  }

  /** Something happened to a user; how often does not matter. */
  void happened(int user, String outcome) {
    if (scenario.claims() > 1 || scenario.draws() > 1) {
      int number = outcomes.computeIfAbsent(outcome, one -> outcomes.size());
      if (!counted.add((long) user << 32 | number)) {
        return;
      }
    }
    users.merge(outcome, 1, Integer::sum);
  }

  boolean hasRunOut(int item) {
    return ranOut[item] != NEVER;
  }

  void ranOut(int item, long afterMillis) {
    ranOut[item] = afterMillis;
  }

  /** How the pools stand at the end. */
  void end(List<Reply.Pool> last) {
    pools = new ArrayList<>(last);
    counted.clear();
  }

  List<Reply.Pool> pools() {
    return pools;
  }

  /** When an item ran out first, in seconds from the start; asked only of one that did. */
  double ranOutSeconds(int item) {
    return ranOut[item] / 1_000.0;
  }

  /** How many of the users had each outcome at least once. */
  Map<String, Integer> users() {
    return users;
  }

  /** What is out, in cents. */
  double costCents() {
    double cents = 0;
    Map<String, Long> values = scenario.valuesCents();
    for (Reply.Pool pool : pools) {
      double out = pool.held() + pool.given();
      cents += out * values.getOrDefault(pool.item(), 0L);
    }
    return cents;
  }
}
