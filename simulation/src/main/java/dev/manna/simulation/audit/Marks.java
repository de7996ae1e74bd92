package dev.manna.simulation.audit;

import dev.manna.core.Command;
import dev.manna.core.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By which hash the log knows each value that claims named: one for each, each for one. */
final class Marks {
  /** What no claim that was accepted has named yet. */
  static final String UNKNOWN = "unknown";

  private final Map<String, String> hashes = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();

  String of(String name, String value) {
    return hashes.getOrDefault(name + '=' + value, UNKNOWN);
  }

  /** Hears how an accepted claim was counted. */
  void learn(Book book, Command.Claim claim, Event.Claimed claimed, Findings findings) {
    List<Quota> quotas = Quota.of(book.definition().terms().limits());
    Map<String, String> named = claim.dimensions();
    int expected = 0;
    for (Quota quota : quotas) {
      expected += quota.ofUser() || named.containsKey(quota.name()) ? 1 : 0;
    }
    List<Event.Count> counts = claimed.use().counts();
    findings.expect(
        counts.size() == expected, Promise.QUOTA, claim, " counts ", counts, " of ", quotas);
    for (Event.Count count : counts) {
      if (count.counter() < quotas.size() && !quotas.get(count.counter()).ofUser()) {
        String name = quotas.get(count.counter()).name();
        String value = name + '=' + named.get(name);
        String hash = Quotas.mark(count);
        boolean alike =
            hashes.computeIfAbsent(value, fresh -> hash).equals(hash)
                && values.computeIfAbsent(hash, fresh -> value).equals(value);
        findings.expect(alike, Promise.QUOTA, value, " is counted as ", hash);
      }
    }
  }
}
