package dev.manna.simulation.audit;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** How much one user has used of one campaign. */
final class Tally {
  private static final long NEVER = Long.MIN_VALUE;

  private final Map<LocalDate, Long> days = new HashMap<>();
  private long uses;
  private long lastMillis = NEVER;

  void use(long draws, LocalDate day, long timeMillis) {
    uses += draws;
    days.merge(day, draws, Long::sum);
    lastMillis = timeMillis;
  }

  long uses() {
    return uses;
  }

  long usesOn(LocalDate day) {
    return days.getOrDefault(day, 0L);
  }

  /** How long the user must still wait at {@code now}, 0 if not at all. */
  long waitMillis(long now, long cooldownMillis) {
    if (lastMillis == NEVER || cooldownMillis == 0) {
      return 0;
    }
    return Math.max(0, lastMillis + cooldownMillis - now);
  }
}
