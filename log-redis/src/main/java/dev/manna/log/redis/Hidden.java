package dev.manna.log.redis;

import dev.manna.core.Membership.Member;
import java.util.List;

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
   * @param silent whose largest window counts; one that an older version has written down has 0
   */
  static Hidden beyond(Copy best, long booked, List<Member> silent, RedisLogOptions options) {
    long window = options.window();
    for (Member each : silent) {
      window = Math.max(window, each.windows().events());
    }
    long base = Math.max(booked, best.start().position());
    return new Hidden(base, Math.max(0, base + window - best.end().position()));
  }
}
