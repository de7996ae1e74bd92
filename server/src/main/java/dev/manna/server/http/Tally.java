package dev.manna.server.http;

import java.util.concurrent.atomic.AtomicLong;

/** A count that one thread writes, with no more than an addition, and any thread reads. */
final class Tally {
  private final AtomicLong count = new AtomicLong();

  void add(long more) {
    count.lazySet(count.getPlain() + more);
  }

  long count() {
    return count.get();
  }
}
