package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.log.redis.RedisLog.Kept;
import dev.manna.log.redis.RedisRecovery.Outcome;
import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the script looks at before it appends: the window, and what there is of each item. */
class AppendTest {
  private static final long MOST = Long.MAX_VALUE;

  @TempDir static Path folder;
  private static RedisProcess redis;
  private RedisLogOptions options;

  @BeforeAll
  static void start() {
    redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void take() {
    options = RedisLogOptions.at(SharedRedis.freshName(), redis.uri());
  }

  private RedisLog open() {
    return RedisLog.open(options, 0);
  }

  private String stock(String item) {
    return redis.ask("HGET", LogKeys.of(options.name()).stock(), item);
  }

  private String taken(String item) {
    return redis.ask("HGET", LogKeys.of(options.name()).taken(), item);
  }

  private static Appended append(Log log, Batch batch) {
    return log.append(batch.first() - 1, batch);
  }

  @Test
  void shouldKeepAStock() {
    try (RedisLog log = open()) {
      assertThat(append(log, batch(1, 2, "pens=+5 caps=+1"))).isEqualTo(new Appended.Done(2));
      assertThat(append(log, batch(3, 1, "pens=-5"))).isEqualTo(new Appended.Done(3));
      assertThat(append(log, batch(3, 1, "pens=-5"))).as("once").isEqualTo(new Appended.Done(3));
      assertThat(stock("pens")).isEqualTo("0");
      assertThat(stock("caps")).isEqualTo("1");
    }
  }

  @Test
  void shouldNotTakeAnItemBelowNothing() {
    try (RedisLog log = open()) {
      append(log, batch(1, 1, "caps=+9 pens=+5"));
      assertThatThrownBy(() -> append(log, batch(2, 1, "caps=-9 pens=-6")))
          .isInstanceOf(Log.Failure.class)
          .hasMessageContaining("item pens has a stock of 5, and a batch would change it by -6");
      assertThat(stock("caps")).as("checked before anything is written").isEqualTo("9");
      assertThat(stock("pens")).isEqualTo("5");
      assertThat(wordsAfter(log, 0)).containsExactly("caps=+9 pens=+5");
      assertThat(append(log, batch(2, 1, "caps=-9 pens=-5"))).isEqualTo(new Appended.Done(2));
      assertThatThrownBy(() -> append(log, batch(3, 1, "never-seen=-1")))
          .hasMessageContaining("item never-seen has a stock of 0");
    }
  }

  /** Numbers of Lua have 53 bits; these have 63. */
  @ParameterizedTest
  @CsvSource({
    "9007199254740992, -9007199254740993, false",
    "9007199254740993, -9007199254740993, true",
    "9007199254740993, -9007199254740992, true",
    "9223372036854775806, -9223372036854775807, false",
    "9223372036854775807, -9223372036854775807, true",
    "9223372036854775806, -9223372036854775806, true",
    "9223372036854775807, -9223372036854775808, false",
    "9223372036854775807, 1, false",
    "9223372036854775806, 1, true",
    "9223372036854775806, 2, false",
    "1, 9223372036854775806, true",
    "1, 9223372036854775807, false",
    "9, -10, false",
    "10, -9, true",
    "99, -100, false",
    "100, -99, true",
  })
  void shouldCompareAllDigits(long stock, long change, boolean fits) {
    options = options.withWindowUnits(MOST);
    try (RedisLog log = open()) {
      append(log, batch(1, 1, "money=" + stock));
      Batch next = batch(2, 1, "money=" + change);
      if (fits) {
        assertThat(append(log, next)).isEqualTo(new Appended.Done(2));
        assertThat(stock("money")).isEqualTo("" + (stock + change));
      } else {
        assertThatThrownBy(() -> append(log, next)).isInstanceOf(Log.Failure.class);
        assertThat(stock("money")).isEqualTo("" + stock);
        assertThat(wordsAfter(log, 0)).hasSize(1);
        assertThat(redis.ask("XLEN", LogKeys.of(options.name()).log())).isEqualTo("1");
      }
    }
  }

  @Test
  void shouldWaitForTheBooksWhereTheWindowIsFull() {
    options = options.withWindow(10);
    try (RedisLog log = open()) {
      append(log, batch(1, 4, "four"));
      append(log, batch(5, 6, "ten"));
      Batch next = batch(11, 1, "eleven");
      assertThat(append(log, next)).isInstanceOf(Appended.Full.class);
      assertThat(append(log, next)).hasToString(append(log, next).toString());
      assertThat(((Appended.Full) append(log, next)).detail())
          .contains("drained up to 0", "at most 10 events", options.name());
      assertThat(log.drained(1)).isEqualTo(new Kept.Done(1));
      assertThat(append(log, batch(11, 2, "twelve"))).isInstanceOf(Appended.Full.class);
      assertThat(append(log, next)).isEqualTo(new Appended.Done(11));
      assertThat(append(log, batch(5, 6, "ten")))
          .as("it stands there")
          .isEqualTo(new Appended.Done(10));
      assertThat(wordsAfter(log, 0)).containsExactly("four", "ten", "eleven");
      assertThatThrownBy(() -> append(log, batch(12, 11, "too large")))
          .isInstanceOf(Check.Broken.class);
    }
  }

  @Test
  void shouldWaitForTheBooksWhereAnItemsWindowIsFull() {
    options = options.withWindowUnits(10);
    try (RedisLog log = open()) {
      append(log, batch(1, 1, "pens=+100 caps=+100"));
      append(log, batch(2, 4, "pens=-4"));
      append(log, batch(6, 1, "pens=-6 caps=-1"));
      assertThat(taken("pens")).isEqualTo("10");
      Batch next = batch(7, 1, "caps=-9 pens=-1");
      assertThat(((Appended.Full) append(log, next)).detail())
          .contains("takes 10 units of pens", "more than 10 (the window)", options.name());
      assertThat(stock("caps")).as("no effect").isEqualTo("99");
      assertThat(taken("caps")).isEqualTo("1");
      assertThat(append(log, batch(2, 4, "pens=-4")))
          .as("it stands there")
          .isEqualTo(new Appended.Done(5));
      assertThat(append(log, batch(7, 1, "pens=+50")))
          .as("it gives nothing away")
          .isEqualTo(new Appended.Done(7));
      assertThat(log.drained(4)).as("in the middle of the first").isEqualTo(new Kept.Done(4));
      assertThat(taken("pens")).isEqualTo("10");
      assertThat(log.drained(5)).isEqualTo(new Kept.Done(5));
      assertThat(taken("pens")).isEqualTo("6");
      assertThat(append(log, batch(8, 1, "pens=-5"))).isInstanceOf(Appended.Full.class);
      assertThat(append(log, batch(8, 1, "pens=-4"))).isEqualTo(new Appended.Done(8));
      assertThat(((Appended.Full) append(log, batch(9, 1, "caps=-11"))).detail())
          .contains("a batch takes 11 units of caps, and the window is 10 units");
    }
  }

  /** Whoever drains may know an end that another has moved. */
  @Test
  void shouldGiveBackWhatWasDrainedOnce() {
    try (RedisLog log = open();
        RedisLog copying = Opening.withCopy(options, false)) {
      append(log, batch(1, 1, "pens=+100"));
      for (int i = 2; i <= 9; i++) {
        append(log, batch(i, 1, "pens=-2"));
      }
      assertThat(log.drained(3)).isEqualTo(new Kept.Done(3));
      assertThat(copying.drained(3)).isEqualTo(new Kept.Done(3));
      assertThat(taken("pens")).isEqualTo("12");
      assertThat(copying.drained(8)).isEqualTo(new Kept.Done(8));
      assertThat(log.drained(7)).isEqualTo(new Kept.Done(8));
      assertThat(taken("pens")).isEqualTo("2");
      redis.ask("HSET", LogKeys.of(options.name()).taken(), "pens", "1");
      assertThatThrownBy(() -> log.drained(9))
          .isInstanceOf(Log.Failure.class)
          .hasMessageContaining("of item pens only 1 units are counted");
    }
  }

  @Test
  void shouldNotTakeBackWhatWasDrained() {
    try (RedisLog log = open()) {
      append(log, batch(1, 12, "twelve"));
      assertThat(log.drained(9)).isEqualTo(new Kept.Done(9));
      assertThat(log.drained(10)).isEqualTo(new Kept.Done(10));
      assertThat(log.drained(2)).isEqualTo(new Kept.Done(10));
      assertThatThrownBy(() -> log.drained(13)).hasMessageContaining("beyond 12");
    }
  }

  @Test
  void shouldRemoveNothingThatWasNotDrained() {
    try (RedisLog log = open()) {
      for (int i = 1; i <= 12; i++) {
        append(log, batch(i, 1, "event " + i));
      }
      assertThat(log.trim(12)).isEqualTo(new Kept.Done(0));
      assertThat(wordsAfter(log, 0)).hasSize(12);
      log.drained(10);
      assertThat(log.trim(12)).isEqualTo(new Kept.Done(10));
      assertThat(wordsAfter(log, 10)).containsExactly("event 11", "event 12");
      assertThat(log.trim(3)).isEqualTo(new Kept.Done(10));
    }
  }

  /** A node that joined in an epoch that is over says nothing of the log any more. */
  @Test
  void shouldFenceWhoDrainsAndTrimsToo() {
    try (RedisLog log = open()) {
      append(log, batch(1, 2, "two"));
      new SharedRedis(options).beginEpoch();
      assertThat(log.drained(2)).isInstanceOf(Kept.Not.class);
      assertThat(log.trim(2)).isInstanceOf(Kept.Not.class);
      assertThat(log.drained(2).toString()).contains("epoch 2 has begun");
      assertThat(wordsAfter(log, 0)).containsExactly("two");
    }
  }

  @Test
  void shouldGoOnAtPositionsThatLuaCannotCount() {
    long far = (1L << 53) + 1;
    LogMark mark = new LogMark(far, "a".repeat(64));
    try (RedisRecovery recovery = RedisRecovery.connect(options)) {
      Reopening reopening =
          new Reopening(recovery.standing(), 1, mark, List.of(), Map.of(), Map.of(), far);
      assertThat(recovery.reopen(reopening)).isEqualTo(new Outcome.Opened(1, mark));
    }
    try (RedisLog log = open();
        RedisLog other = open()) {
      assertThat(log.position()).isEqualTo(far);
      List<Batch> batches = Stream.of(1, 2, 3).map(i -> batch(far + i, 1, "event " + i)).toList();
      batches.forEach(
          each -> assertThat(append(log, each)).isEqualTo(new Appended.Done(each.last())));
      assertThat(append(other, batch(far + 1, 1, "late")))
          .isEqualTo(new Appended.Conflict(batches));
      assertThat(append(log, batches.getFirst())).isEqualTo(new Appended.Done(far + 1));
      assertThat(log.drained(far + 2)).isEqualTo(new Kept.Done(far + 2));
      assertThat(log.drained(far + 1)).isEqualTo(new Kept.Done(far + 2));
      assertThat(log.trim(MOST - 1)).isEqualTo(new Kept.Done(far + 2));
      assertThat(wordsAfter(log, far + 2)).containsExactly("event 3");
    }
  }
}
