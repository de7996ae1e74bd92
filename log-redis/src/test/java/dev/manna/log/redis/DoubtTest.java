package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.simulation.net.FaultProxy;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer is lost, and then Redis is started again: only the recovery can tell. */
class DoubtTest {
  /** Longer than an answer is waited for. */
  private static final long SLOW_MILLIS = 1_500;

  /** Several times what it is to be patient. */
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(15);

  @TempDir Path folder;
  private RedisProcess redis;
  private FaultProxy proxy;
  private RedisLogOptions options;

  @BeforeEach
  void start() throws IOException {
    redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start();
    proxy = new FaultProxy(redis.port());
    options =
        RedisLogOptions.at("doubt", "redis://127.0.0.1:" + proxy.port()).withTimes(1_000, 2_000);
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    redis.close();
  }

  private static Appended append(Log log, Batch batch) {
    return log.append(batch.first() - 1, batch);
  }

  private RedisLog open() {
    return RedisLog.open(options, 0);
  }

  @Test
  void shouldTellThatABatchStandsInTheEpochAfter() {
    try (RedisLog log = open()) {
      append(log, batch(1, 1, "one"));
      Batch second = batch(2, 1, "two");
      proxy.delay(SLOW_MILLIS);
      assertThat(append(log, second)).isInstanceOf(Appended.InDoubt.class);
      redis.await("1-2", "XREVRANGE", "manna:{doubt}:log", "+", "-");
      redis.kill();
      proxy.delay(0);
      redis.start();
      assertThat(append(log, second).toString())
          .startsWith("InDoubt")
          .contains("Redis was started again");
      assertThat(append(log, batch(2, 1, "other"))).isInstanceOf(Appended.Fenced.class);
      new SharedRedis(options).beginEpoch();
      assertThat(append(log, second)).isEqualTo(new Appended.Done(2));
      assertThat(append(log, batch(3, 1, "late"))).isInstanceOf(Appended.Fenced.class);
      assertThat(wordsAfter(log, 0)).containsExactly("one", "two");
    }
  }

  @Test
  void shouldTellThatABatchNeverStood() {
    try (RedisLog log = open()) {
      append(log, batch(1, 1, "one"));
      Batch second = batch(2, 1, "two");
      redis.suspend();
      long asked = System.nanoTime();
      assertThat(append(log, second)).isInstanceOf(Appended.InDoubt.class);
      assertThat(Duration.ofNanos(System.nanoTime() - asked))
          .as("a server that takes connections and says nothing")
          .isLessThan(MOST_PATIENCE);
      redis.kill();
      redis.start();
      assertThat(append(log, second)).isInstanceOf(Appended.InDoubt.class);
      try (RedisRecovery recovery = RedisRecovery.connect(options)) {
        Standing found = recovery.standing();
        LogMark one = log.mark();
        recovery.reopen(
            new Reopening(
                found, 2, one, List.of(batch(2, 1, "of another")), Map.of(), Map.of(), 0));
      }
      assertThat(append(log, second)).isInstanceOf(Appended.Fenced.class);
      try (RedisLog after = open()) {
        assertThat(append(after, second))
            .isEqualTo(new Appended.Conflict(List.of(batch(2, 1, "of another"))));
      }
    }
  }

  /** The recovery brought it from another node's copy, under an id of its own epoch. */
  @Test
  void shouldTellThatARecoveryBroughtIt() {
    try (RedisLog log = open()) {
      append(log, batch(1, 1, "one"));
      Batch second = batch(2, 1, "two");
      append(log, second);
      redis.ask("FLUSHALL");
      try (RedisRecovery recovery = RedisRecovery.connect(options)) {
        recovery.reopen(
            new Reopening(
                recovery.standing(),
                2,
                LogMark.BEGINNING,
                List.of(batch(1, 1, "one"), second),
                Map.of(),
                Map.of(),
                0));
      }
      assertThat(append(log, second)).isEqualTo(new Appended.Done(2));
      assertThat(append(log, batch(2, 1, "other"))).isInstanceOf(Appended.Fenced.class);
    }
  }

  /** Nothing was ever sent: nothing is in doubt. */
  @Test
  void shouldHaveNoEffectWhereNobodyWasReached() {
    options = options.withTimes(1_000, 300);
    try (RedisLog log = open()) {
      append(log, batch(1, 1, "one"));
      redis.kill();
      Appended first = append(log, batch(2, 1, "two"));
      assertThat(first).as("it cannot know").isInstanceOf(Appended.InDoubt.class);
      assertThat(append(log, batch(2, 1, "other")))
          .as("no connection")
          .isInstanceOf(Appended.Full.class);
    }
  }
}
