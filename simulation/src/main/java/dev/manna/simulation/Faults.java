package dev.manna.simulation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How often each kind of mishap was met. */
public final class Faults {
  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);

  public void met(Fault fault) {
    counts.merge(fault, 1L, Long::sum);
  }

  public void add(Faults other) {
    other.counts.forEach((fault, count) -> counts.merge(fault, count, Long::sum));
  }

  public long of(Fault fault) {
    return counts.getOrDefault(fault, 0L);
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The kinds that were never met. */
  public Set<Fault> missing() {
    Set<Fault> missing = EnumSet.allOf(Fault.class);
    missing.removeAll(counts.keySet());
    return missing;
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
