package dev.manna.log.redis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a cut-off server may have acknowledged to nodes that are silent, beyond the end of the log
 * that was found: whatever the windows allowed it, and no more.
 *
 * @param base up to where the log may have been drained there
 * @param events so many at most
 */
record Hidden(long base, long events) {
  /**
   * Beyond the end of a copy.
   *
   * @param booked up to where the books hold the log
   */
  static Hidden beyond(Copy best, long booked, RedisLogOptions options) {
    long base = Math.max(booked, best.start().position());
    return new Hidden(base, Math.max(0, base + options.window() - best.end().position()));
  }

  /** So many units of each item at most. */
  Map<String, Long> units(
      Copy best, Set<String> items, StockChanges changes, RedisLogOptions options) {
    Map<String, Long> taken = changes.taken(best.after(base));
    Map<String, Long> units = new HashMap<>();
    for (String item : items) {
      long allowed = options.windowUnits() - taken.getOrDefault(item, 0L);
      if (allowed > 0) {
        units.put(item, allowed);
      }
    }
    return units;
  }
}
