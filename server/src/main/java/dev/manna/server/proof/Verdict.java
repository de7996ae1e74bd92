package dev.manna.server.proof;

import dev.manna.simulation.audit.Invariant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison of clients' history and log came to.
 *
 * @param lost how many acknowledged claims and settlements the log does not have
 * @param twice how many effects there are beyond the first of a key, and answers that were not the
 *     bytes of the first
 * @param invariants each with its verdict
 */
public record Verdict(long lost, long twice, List<Invariant> invariants) {
  public Verdict {
    invariants = List.copyOf(invariants);
  }

  /** The same verdict with one more invariant. */
  public Verdict and(Invariant invariant) {
    List<Invariant> more = new ArrayList<>(invariants);
    more.add(invariant);
    return new Verdict(lost, twice, more);
  }

  public boolean ok() {
    return lost == 0 && twice == 0 && invariants.stream().allMatch(Invariant::held);
  }
}
