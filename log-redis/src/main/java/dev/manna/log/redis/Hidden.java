package dev.manna.log.redis;

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
   * @param window so many events a silent node appends at most that they do not hold
   */
  static Hidden beyond(Copy best, long booked, long window) {
    long base = Math.max(booked, best.start().position());
    return new Hidden(base, Math.max(0, base + window - best.end().position()));
  }
}
