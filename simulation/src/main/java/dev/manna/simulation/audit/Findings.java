package dev.manna.simulation.audit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What was found broken: of each promise the first time. */
final class Findings {
  private final Map<Promise, String> broken = new EnumMap<>(Promise.class);
  private long position;

  /** Everything found from here on is about the event at this position. */
  void at(long newPosition) {
    position = newPosition;
  }

  /** Notes that {@code promise} is broken unless {@code holds}; the parts make up the sentence. */
  boolean expect(boolean holds, Promise promise, Object... sentence) {
    if (!holds && !broken.containsKey(promise)) {
      StringBuilder text = new StringBuilder("position ").append(position).append(": ");
      for (Object part : sentence) {
        text.append(part);
      }
      broken.put(promise, text.toString());
    }
    return holds;
  }

  boolean none() {
    return broken.isEmpty();
  }

  List<Invariant> verdicts(Stream<Promise> promises) {
    return promises.map(this::verdict).toList();
  }

  private Invariant verdict(Promise promise) {
    String found = broken.get(promise);
    return found == null
        ? new Invariant(promise.title(), true, promise.sentence())
        : new Invariant(promise.title(), false, found);
  }
}
