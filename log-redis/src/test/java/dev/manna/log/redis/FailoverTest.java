package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.log.redis.RedisRecovery.Outcome;
import dev.manna.simulation.net.RedisCluster;
import dev.manna.simulation.net.RedisProcess;
import dev.manna.simulation.net.RedisSentinel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another server takes the place of the one that holds the log. */
class FailoverTest {
  private static final int MOST_ATTEMPTS = 100;

  @TempDir Path folder;

  private static Appended append(Log log, Batch batch) {
    return log.append(batch.first() - 1, batch);
  }

  /**
   * The replica lacks the end of the log; the node has it, and nobody appends until it was asked.
   */
  @Test
  void shouldStopAtALaggingReplicaAndGoOnFromTheNodesCopy() {
    try (RedisSentinel redis = RedisSentinel.start(folder, RedisProcess.FSYNCED)) {
      RedisLogOptions options = RedisLogOptions.at("failover", redis.uri()).withTimes(1_000, 2_000);
      try (RedisLog log = RedisLog.open(options, 0)) {
        List<Batch> copy = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
          copy.add(batch(i, 1, "event " + i));
          append(log, copy.getLast());
        }
        redis.replica().await("event 5", "XREVRANGE", "manna:{failover}:log", "+", "-");
        redis.replica().suspend();
        assertThat(redis.master().ask("CLIENT", "KILL", "TYPE", "replica")).contains("1");
        for (int i = 6; i <= 8; i++) {
          copy.add(batch(i, 1, "event " + i));
          assertThat(append(log, copy.getLast())).isEqualTo(new Appended.Done(i));
        }
        redis.master().kill();
        redis.replica().resume();
        redis.awaitFailover();
        Appended late = untilHeard(log, batch(9, 1, "late"));
        assertThat(late.toString()).contains("another server took its place");
        assertThat(log.position()).isEqualTo(8);
        recover(options, copy, log.mark());
        try (RedisLog after = RedisLog.open(options, 8)) {
          assertThat(append(after, batch(9, 1, "event 9"))).isEqualTo(new Appended.Done(9));
          assertThat(wordsAfter(after, 0)).hasSize(9).last().isEqualTo("event 9");
          assertThat(append(after, copy.getLast()))
              .as("sent again")
              .isEqualTo(new Appended.Done(8));
        }
        assertThat(append(log, batch(9, 1, "late")).toString()).contains("epoch 2 has begun");
      }
    }
  }

  /** Where the log ends was told by one server, and what stands there by another that lags. */
  @Test
  void shouldNotTakeAServerThatLagsForAHole() throws Exception {
    try (RedisProcess ahead =
            RedisProcess.server(folder.resolve("a"), RedisProcess.FSYNCED).start();
        RedisProcess behind =
            RedisProcess.server(folder.resolve("b"), RedisProcess.FSYNCED).start();
        Switch between = new Switch(ahead.port())) {
      RedisLogOptions options = RedisLogOptions.at("behind", between.uri()).withTimes(1_000, 2_000);
      behind.ask("REPLICAOF", "127.0.0.1", "" + ahead.port());
      behind.await("master_link_status:up", "INFO", "replication");
      try (RedisLog log = RedisLog.open(options, 0)) {
        for (int i = 1; i <= 16; i++) {
          append(log, batch(i, 1, "event " + i));
        }
        behind.await("event 16", "XREVRANGE", "manna:{behind}:log", "+", "-");
        behind.ask("REPLICAOF", "NO", "ONE");
        assertThat(append(log, batch(17, 1, "event 17"))).isEqualTo(new Appended.Done(17));
        List<Long> read = new ArrayList<>();
        assertThatThrownBy(
                () ->
                    log.read(
                        0,
                        batch -> {
                          read.add(batch.last());
                          if (batch.last() == 16) {
                            between.to(behind.port());
                          }
                          return true;
                        }))
            .isInstanceOf(Log.Away.class)
            .hasMessageContaining("another server took the place");
        assertThat(read).hasSize(16);
      }
    }
  }

  private static void recover(RedisLogOptions options, List<Batch> copy, LogMark end) {
    try (RedisRecovery recovery = RedisRecovery.connect(options)) {
      Standing found = recovery.standing();
      assertThat(found.running()).isFalse();
      assertThat(found.end().position()).isEqualTo(5);
      List<Batch> survivors = copy.subList(5, 8);
      assertThat(
              recovery.reopen(
                  new Reopening(found, 2, found.end(), survivors, Map.of(), Map.of(), 0)))
          .isEqualTo(new Outcome.Opened(2, end));
    }
  }

  /** What a replica holds of an epoch that was closed before is none of the log. */
  @Test
  void shouldRemoveWhatIsNotKept() {
    try (RedisProcess redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start()) {
      RedisLogOptions options = RedisLogOptions.at("branch", redis.uri());
      List<Batch> branch = List.of(batch(1, 2, "one"), batch(3, 2, "two"), batch(5, 1, "wrong"));
      LogMark kept;
      try (RedisLog log = RedisLog.open(options, 0)) {
        append(log, branch.get(0));
        append(log, branch.get(1));
        kept = log.mark();
        append(log, branch.get(2));
      }
      try (RedisRecovery recovery = RedisRecovery.connect(options)) {
        Standing found = recovery.standing();
        LogMark other = new LogMark(kept.position(), "0".repeat(64));
        assertThat(
                recovery.reopen(new Reopening(found, 7, other, List.of(), Map.of(), Map.of(), 0)))
            .hasToString(
                new Outcome.Not(
                        options.shown()
                            + ": at position 4 Redis holds another log than the one to be kept")
                    .toString());
        List<Batch> survivors = List.of(batch(5, 1, "right"), batch(6, 3, "more"));
        Reopening wanted =
            new Reopening(found, 7, kept, survivors, Map.of("pens", 3L), Map.of(), 4);
        assertThat(recovery.reopen(wanted)).isInstanceOf(Outcome.Opened.class);
        Reopening late = new Reopening(found, 8, kept, List.of(), Map.of(), Map.of(), 0);
        assertThat(recovery.reopen(late).toString())
            .contains("epoch 7 stands at position 8", "looked at was epoch 1 at 5");
      }
      try (RedisLog log = RedisLog.open(options, 8)) {
        assertThat(wordsAfter(log, 0)).containsExactly("one", "two", "right", "more");
        assertThat(wordsAfter(log, 4)).containsExactly("right", "more");
        assertThat(append(log, batch(9, 1, "pens=-3"))).isEqualTo(new Appended.Done(9));
        assertThat(append(log, branch.get(1))).as("of epoch 1").isEqualTo(new Appended.Done(4));
      }
    }
  }

  /** Whoever stands where another branch goes on would read on from what was removed. */
  @Test
  void shouldNotReadOnFromWhatWasRemoved() {
    try (RedisProcess redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start()) {
      RedisLogOptions options = RedisLogOptions.at("branches", redis.uri());
      try (RedisLog log = RedisLog.open(options, 0)) {
        append(log, batch(1, 2, "kept"));
        LogMark kept = log.mark();
        append(log, batch(3, 1, "removed"));
        append(log, batch(4, 1, "removed too"));
        try (RedisRecovery recovery = RedisRecovery.connect(options)) {
          List<Batch> survivors = List.of(batch(3, 1, "other"), batch(4, 2, "others"));
          recovery.reopen(
              new Reopening(recovery.standing(), 2, kept, survivors, Map.of(), Map.of(), 0));
          assertThat(wordsAfter(log, 2)).containsExactly("other", "others");
          for (long removed : new long[] {3, 4}) {
            assertThatThrownBy(() -> wordsAfter(log, removed))
                .isInstanceOf(Log.Away.class)
                .hasMessageContaining("epoch 2 has begun after position 2")
                .hasMessageContaining("it must join again");
          }
          recovery.reopen(Reopening.unchanged(recovery.standing(), Map.of(), Map.of()));
          assertThatThrownBy(() -> wordsAfter(log, 3)).hasMessageContaining("after position 2");
        }
        try (RedisLog after = RedisLog.open(options, 4)) {
          assertThat(wordsAfter(after, 3)).containsExactly("others");
        }
      }
    }
  }

  /** A server was promoted that had slept through an epoch. */
  @Test
  void shouldNotReadAnEpochThatIsOver() {
    try (RedisProcess redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start()) {
      RedisLogOptions options = RedisLogOptions.at("asleep", redis.uri());
      SharedRedis shared = new SharedRedis(options);
      try (RedisLog first = shared.join()) {
        append(first, batch(1, 1, "one"));
      }
      shared.beginEpoch();
      try (RedisLog log = shared.join()) {
        redis.ask("HSET", LogKeys.of("asleep").meta(), "epoch", "1");
        assertThatThrownBy(() -> wordsAfter(log, 0))
            .isInstanceOf(Log.Away.class)
            .hasMessageContaining("holds epoch 1, which is over: this node joined in 2");
        assertThat(append(log, batch(2, 1, "two")).toString())
            .startsWith("Fenced")
            .contains("holds epoch 1, which is over");
      }
    }
  }

  /** Its slot moves to another master, with another lineage: the log stops, and goes on there. */
  @Test
  void shouldStopWhereItsSlotMoves() throws Exception {
    try (RedisCluster redis = RedisCluster.start(folder, RedisProcess.FSYNCED)) {
      RedisLogOptions options =
          RedisLogOptions.inCluster("moving", redis.uris()).withTimes(1_000, 5_000);
      LogKeys keys = LogKeys.of("moving");
      try (RedisLog log = RedisLog.open(options, 0)) {
        List<String> acknowledged = new ArrayList<>();
        AtomicBoolean moved = new AtomicBoolean();
        AtomicBoolean stopped = new AtomicBoolean();
        Thread writing = Thread.ofPlatform().start(() -> write(log, acknowledged, moved, stopped));
        RedisProcess before = redis.holder(keys.log());
        redis.move(keys.log(), () -> {});
        assertThat(redis.holder(keys.log())).isNotEqualTo(before);
        moved.set(true);
        writing.join();
        assertThat(stopped).as("it was fenced").isTrue();
        assertThat(acknowledged).isNotEmpty();
        assertThat(wordsAfter(log, 0)).isEqualTo(acknowledged);
        new SharedRedis(options).beginEpoch();
        try (RedisLog after = RedisLog.open(options, log.position())) {
          Batch next = batch(after.position() + 1, 1, "after");
          assertThat(append(after, next)).isEqualTo(new Appended.Done(next.last()));
          acknowledged.add("after");
          assertThat(wordsAfter(after, 0)).isEqualTo(acknowledged);
        }
      }
    }
  }

  /** Appends until it is told of the other lineage, which it is once the slot has moved. */
  private static void write(
      RedisLog log, List<String> acknowledged, AtomicBoolean moved, AtomicBoolean stopped) {
    for (int after = 0; after < MOST_ATTEMPTS && !stopped.get(); ) {
      after += moved.get() ? 1 : 0;
      String words = "batch " + acknowledged.size();
      switch (append(log, batch(log.position() + 1, 1, words))) {
        case Appended.Done done -> acknowledged.add(words);
        case Appended.Fenced fenced -> stopped.set(fenced.detail().contains("took its place"));
        case Appended.Full full -> {}
        case Appended.InDoubt doubt -> stopped.set(doubt.detail().contains("took its place"));
        case Appended.Conflict conflict -> throw new AssertionError(conflict);
      }
    }
  }

  /** The Sentinel needs a moment to know, and the client to hear of it. */
  private static Appended untilHeard(RedisLog log, Batch batch) {
    Appended appended = append(log, batch);
    for (int i = 0; i < MOST_ATTEMPTS && appended.toString().contains("it was "); i++) {
      appended = append(log, batch);
    }
    return appended;
  }
}
