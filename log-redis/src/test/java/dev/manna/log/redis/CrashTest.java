package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.log.redis.RedisLog.Kept;
import dev.manna.log.redis.RedisLog.Unfit;
import dev.manna.log.redis.RedisRecovery.Outcome;
import dev.manna.simulation.Chance;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis is killed, emptied, spoiled or full. */
class CrashTest {
  @TempDir Path folder;
  private RedisProcess redis;
  private RedisLogOptions options;

  @BeforeEach
  void start() {
    redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start();
    options = RedisLogOptions.at("crash", redis.uri()).withTimes(1_000, 1_000);
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  private RedisLog open(long known) {
    return RedisLog.open(options, known);
  }

  private static Appended append(Log log, Batch batch) {
    return log.append(batch.first() - 1, batch);
  }

  private void reopen(LogMark kept, List<Batch> batches, Map<String, Long> stock) {
    try (RedisRecovery recovery = RedisRecovery.connect(options)) {
      Standing found = recovery.standing();
      Reopening next = new Reopening(found, found.epoch() + 1, kept, batches, stock, Map.of(), 0);
      assertThat(recovery.reopen(next)).isInstanceOf(Outcome.Opened.class);
      assertThat(recovery.reopen(next)).as("asked again").isInstanceOf(Outcome.Opened.class);
      assertThat(recovery.standing().running()).isTrue();
    }
  }

  /** Whatever was acknowledged is there, and nobody appends before a recovery has looked. */
  @Test
  void shouldLoseNothingThatWasAcknowledgedWhenItIsKilled() throws Exception {
    long seed = System.nanoTime();
    Chance chance = new Chance(seed);
    List<String> acknowledged = new ArrayList<>();
    Thread killing = new Thread(() -> killAfter(50 + chance.below(300)));
    try (RedisLog log = open(0)) {
      while (append(log, next(log, acknowledged)) instanceof Appended.Done) {
        if (acknowledged.isEmpty()) {
          killing.start();
        }
        acknowledged.add("batch " + acknowledged.size());
      }
      killing.join();
      assertThat(acknowledged).as("seed %d", seed).isNotEmpty();
      redis.start();
      Appended late = append(log, batch(log.position() + 1, 2, "late"));
      assertThat(late).isInstanceOf(Appended.Fenced.class);
      assertThat(late.toString()).contains("Redis was started again", "opens epoch 2");
      Batch doubtful = next(log, acknowledged);
      assertThat(append(log, doubtful))
          .as("the recovery tells")
          .isNotInstanceOf(Appended.Done.class);
      recover(log, doubtful, acknowledged, seed);
      try (RedisLog after = open(log.position())) {
        assertThat(append(after, batch(after.position() + 1, 1, "after")))
            .isInstanceOf(Appended.Done.class);
      }
    }
  }

  /** All is there, at most the last more; a recovery keeps it, and tells of what is in doubt. */
  private void recover(RedisLog log, Batch doubtful, List<String> acknowledged, long seed) {
    try (RedisLog other = open(log.position())) {
      assertThat(append(other, batch(other.position() + 1, 1, "other")))
          .isInstanceOf(Appended.Fenced.class);
      List<String> there = wordsAfter(other, 0);
      assertThat(there.subList(0, acknowledged.size())).isEqualTo(acknowledged);
      assertThat(there.size() - acknowledged.size()).as("at most the last").isBetween(0, 1);
      reopen(other.mark(), List.of(), Map.of());
      assertThat(append(other, batch(other.position() + 1, 1, "other")).toString())
          .contains("epoch 2 has begun");
      assertThat(append(log, doubtful) instanceof Appended.Done)
          .as("seed %d: told by the epoch after", seed)
          .isEqualTo(there.size() > acknowledged.size());
    }
  }

  private void killAfter(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    redis.kill();
  }

  private static Batch next(RedisLog log, List<String> before) {
    return batch(log.position() + 1, 1, "batch " + before.size());
  }

  @Test
  void shouldNotFoundAgainWhatWasFlushed() {
    try (RedisLog log = open(0)) {
      Batch first = batch(1, 3, "pens=+7");
      Batch second = batch(4, 1, "pens=-2");
      append(log, first);
      append(log, second);
      LogMark known = log.mark();
      redis.ask("FLUSHALL");
      Appended late = append(log, batch(5, 1, "late"));
      assertThat(late).isInstanceOf(Appended.Fenced.class);
      assertThat(late.toString()).contains("the log is gone", "is not founded again");
      assertThat(log.drained(4).toString()).contains("the log is gone");
      assertThatThrownBy(() -> wordsAfter(log, 0))
          .isInstanceOf(Log.Away.class)
          .hasMessageContaining("the log is gone");
      assertThatThrownBy(() -> open(known.position()))
          .isInstanceOf(Unfit.class)
          .hasMessageContaining("known to have reached position 4");
      assertThat(redis.ask("KEYS", "*")).as("nothing was founded").isEmpty();
      reopen(LogMark.BEGINNING, List.of(first, second), Map.of("pens", 5L));
      try (RedisLog after = open(4)) {
        assertThat(after.mark()).isEqualTo(known);
        assertThat(wordsAfter(after, 0)).containsExactly("pens=+7", "pens=-2");
        assertThatThrownBy(() -> append(after, batch(5, 1, "pens=-6")))
            .hasMessageContaining("a stock of 5");
        assertThat(append(after, batch(5, 1, "pens=-5"))).isEqualTo(new Appended.Done(5));
      }
    }
  }

  /** Somebody who knew of nothing founded it again: who knew better does not take it for his. */
  @Test
  void shouldTellAnotherLogFromItsOwn() {
    try (RedisLog log = open(0)) {
      append(log, batch(1, 1, "one"));
      append(log, batch(2, 1, "two"));
      redis.ask("FLUSHALL");
      try (RedisLog stranger = open(0)) {
        append(stranger, batch(1, 1, "uno"));
        assertThat(append(log, batch(3, 1, "three")).toString())
            .startsWith("Fenced")
            .contains("ends at 1, and this node has seen it up to 2");
        append(stranger, batch(2, 1, "due"));
        assertThat(append(log, batch(3, 1, "three")).toString())
            .startsWith("Fenced")
            .contains("position 2 Redis holds another log");
        append(stranger, batch(3, 1, "tre"));
        assertThat(append(log, batch(3, 1, "three")).toString())
            .startsWith("Fenced")
            .contains("after position 2 Redis holds another log");
        assertThat(log.position()).as("it keeps what it knows").isEqualTo(2);
        assertThat(wordsAfter(stranger, 0)).containsExactly("uno", "due", "tre");
      }
    }
  }

  @Test
  void shouldNotBelieveAnEntryOfWhichAByteIsAnother() throws IOException {
    try (RedisLog log = open(0)) {
      append(log, batch(1, 1, "harmless one"));
      append(log, batch(2, 1, "spoiled"));
    }
    redis.kill();
    Path file;
    try (Stream<Path> files = Files.walk(folder)) {
      file = files.filter(each -> each.toString().endsWith(".incr.aof")).findFirst().orElseThrow();
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, text.replace("spoiled", "spoileD"), StandardCharsets.ISO_8859_1);
    redis.start();
    try (RedisLog log = open(2)) {
      List<String> read = new ArrayList<>();
      assertThatThrownBy(() -> log.read(0, batch -> read.add(Batches.words(batch))))
          .isInstanceOf(Log.Failure.class)
          .hasMessageContaining("entry 1-2 of the log is not what was appended");
      assertThat(read).containsExactly("harmless one");
    }
  }

  @Test
  void shouldNotReadOverAHole() {
    try (RedisLog log = open(0)) {
      for (int i = 1; i <= 5; i++) {
        append(log, batch(i, 1, "event " + i));
      }
      redis.ask("XDEL", "manna:{crash}:log", "1-3");
      assertThatThrownBy(() -> wordsAfter(log, 0))
          .isInstanceOf(Log.Failure.class)
          .hasMessageContaining("a hole: after position 2 comes 4");
      redis.ask("XDEL", "manna:{crash}:log", "1-4", "1-5");
      assertThatThrownBy(() -> wordsAfter(log, 2))
          .isInstanceOf(Log.Failure.class)
          .hasMessageContaining("a hole: after position 2");
      assertThat(wordsAfter(log, 5)).isEmpty();
    }
  }

  @Test
  void shouldSayThatARecoveryMayAskAgain() {
    try (RedisRecovery recovery = RedisRecovery.connect(options)) {
      Standing found = recovery.standing();
      redis.suspend();
      Reopening wanted = Reopening.unchanged(found, Map.of(), Map.of());
      try {
        assertThatThrownBy(recovery::standing).isInstanceOf(Log.Away.class);
        assertThatThrownBy(() -> recovery.reopen(wanted)).isInstanceOf(Log.Away.class);
      } finally {
        redis.resume();
      }
      assertThat(recovery.reopen(wanted)).isEqualTo(new Outcome.Opened(1, LogMark.BEGINNING));
      assertThat(recovery.standing().running()).isTrue();
    }
  }

  @Test
  void shouldNotOpenLessThanIsKnown() {
    try (RedisLog log = open(0)) {
      append(log, batch(1, 2, "two"));
      open(2).close();
      assertThatThrownBy(() -> open(3))
          .isInstanceOf(Unfit.class)
          .hasMessageContaining("ends at position 2, and is known to have reached 3");
    }
  }

  @Test
  void shouldHaveNoRoomWhereRedisHasNone() {
    try (RedisLog log = open(0)) {
      append(log, batch(1, 1, "one"));
      redis.ask("CONFIG", "SET", "maxmemory", "1mb");
      Batch second = batch(2, 1, "pens=+1");
      Appended full = append(log, second);
      assertThat(full).isInstanceOf(Appended.Full.class);
      assertThat(full.toString()).contains("maxmemory");
      assertThat(wordsAfter(log, 0)).containsExactly("one");
      assertThat(log.drained(1)).as("says so, and can be asked again").isNotNull();
      redis.ask("CONFIG", "SET", "maxmemory", "0");
      assertThat(log.drained(1)).isEqualTo(new Kept.Done(1));
      assertThat(append(log, second)).isEqualTo(new Appended.Done(2));
      assertThat(redis.ask("HGET", "manna:{crash}:stock", "pens")).isEqualTo("1");
    }
  }

  /** It hangs for longer than anybody has patience: the batch may stand there, once. */
  @Test
  void shouldTellWhatBecameOfABatchWhenRedisIsBack() {
    try (RedisLog log = open(0)) {
      append(log, batch(1, 1, "one"));
      redis.suspend();
      Batch second = batch(2, 1, "two");
      Appended doubtful;
      try {
        doubtful = append(log, second);
      } finally {
        redis.resume();
      }
      assertThat(doubtful).isInstanceOf(Appended.InDoubt.class);
      assertThat(append(log, second)).isEqualTo(new Appended.Done(2));
      assertThat(append(log, batch(2, 1, "other")))
          .isEqualTo(new Appended.Conflict(List.of(second)));
      assertThat(wordsAfter(log, 0)).containsExactly("one", "two");
    }
  }

  @Test
  void shouldTeachItsScriptsToARedisThatForgotThem() {
    try (RedisLog log = open(0)) {
      append(log, batch(1, 1, "one"));
      assertThat(redis.ask("SCRIPT", "FLUSH")).isEqualTo("OK");
      assertThat(append(log, batch(2, 1, "two"))).isEqualTo(new Appended.Done(2));
      assertThat(wordsAfter(log, 0)).containsExactly("one", "two");
    }
  }
}
