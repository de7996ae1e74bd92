package dev.manna.log.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.log.redis.RedisRecovery.Outcome;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests do to a log that is not appending. */
record SharedRedis(RedisLogOptions options) {
  private static final AtomicInteger NAMES = new AtomicInteger();

  /** A name that no other test's log has. */
  static String freshName() {
    return "log-" + NAMES.incrementAndGet();
  }

  RedisLog join() {
    String node = "node-" + NAMES.incrementAndGet();
    return RedisLog.open(options.withNode(node), 0);
  }

  void beginEpoch() {
    try (RedisRecovery recovery = RedisRecovery.connect(options)) {
      Standing found = recovery.standing();
      assertThat(recovery.reopen(Reopening.unchanged(found, Map.of(), Map.of())))
          .isEqualTo(new Outcome.Opened(found.epoch() + 1, found.end()));
    }
  }

  void remove(long position) {
    try (RedisLog side = join()) {
      assertThat(side.drained(position)).isEqualTo(new RedisLog.Kept.Done(position));
      assertThat(side.trim(position)).isInstanceOf(RedisLog.Kept.Done.class);
    }
  }
}
