package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a side has heard of while it waited, it hands over without asking. */
class HeardTest {
  private static final long SOON_MILLIS = 5_000;

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

  private RedisLog join(String node) {
    return Opening.withCopy(options.withNode(node), true);
  }

  private static void append(Log log, long position, String words) {
    assertThat(log.append(position - 1, batch(position, 1, words)))
        .isEqualTo(new Appended.Done(position));
  }

  private static List<String> heard(Log log, long position) {
    List<String> found = new ArrayList<>();
    log.heard(position, batch -> found.add(Batches.words(batch)));
    return found;
  }

  /** How many commands of a kind the server has been given. */
  private static String calls(String command) {
    return redis
        .ask("INFO", "commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_" + command + ":"))
        .findFirst()
        .orElse("none");
  }

  @Test
  void shouldTellWhatCameWhileItWaited() {
    try (RedisLog one = join("one");
        RedisLog other = join("other")) {
      append(one, 1, "a");
      assertThat(heard(other, 0)).as("nobody waited").isEmpty();
      assertThat(other.await(0, SOON_MILLIS)).isEqualTo(1);
      append(one, 2, "b");
      append(one, 3, "c");
      while (other.await(other.position(), SOON_MILLIS) < 3) {
        assertThat(other.position()).isLessThan(3);
      }
      String before = calls("xrange");
      assertThat(heard(other, 0)).containsExactly("a", "b", "c");
      assertThat(heard(other, 2)).containsExactly("c");
      assertThat(heard(other, 3)).isEmpty();
      assertThat(calls("xrange")).isEqualTo(before);
      append(other, 4, "d");
      assertThat(heard(other, 3)).as("its own").containsExactly("d");
    }
  }

  /** An engine encodes its next batch into the array of the last one. */
  @Test
  void shouldKeepWhatWasAppendedWhateverBecomesOfItsArray() {
    try (RedisLog one = join("one")) {
      Batch batch = batch(1, 1, "a");
      assertThat(one.append(0, batch)).isEqualTo(new Appended.Done(1));
      batch.payload().put(0, (byte) 'z');
      assertThat(heard(one, 0)).containsExactly("a");
    }
  }

  @Test
  void shouldTellAsMuchAsIsTaken() {
    try (RedisLog one = join("one")) {
      append(one, 1, "a");
      append(one, 2, "b");
      List<String> found = new ArrayList<>();
      one.heard(
          0,
          batch -> {
            found.add(Batches.words(batch));
            return false;
          });
      assertThat(found).containsExactly("a");
    }
  }

  /** What was heard of in an epoch that a side has given up is decided upon by nobody. */
  @Test
  void shouldTellNothingOfAnEpochThatWasGivenUp() {
    try (RedisLog one = join("one")) {
      append(one, 1, "a");
      assertThat(heard(one, 0)).containsExactly("a");
      one.giveUp();
      assertThat(heard(one, 0)).isEmpty();
    }
  }

  @Test
  void shouldTellNothingWhereItHasForgotten() {
    try (RedisLog one = join("one")) {
      append(one, 1, "a");
      append(one, 2, "b");
      one.drained(1);
      one.trim(1);
      assertThat(one.await(2, 50)).isEqualTo(2);
      assertThat(heard(one, 0)).isEmpty();
      assertThat(heard(one, 1)).containsExactly("b");
    }
  }

  /** An entry whose bytes are others is not taken in, but judged as those are that are read. */
  @Test
  void shouldNotTakeInWhatWasNotAppended() {
    try (RedisLog one = join("one")) {
      append(one, 1, "a");
      String log = LogKeys.of(options.name()).log();
      redis.ask(
          "XADD", log, "1-2", "first", "2", "count", "1", "time", "5", "digest", "x", "chain", "y",
          "payload", "z", "stock", "");
      assertThat(one.await(1, SOON_MILLIS)).as("the log ends before it").isEqualTo(1);
      assertThat(heard(one, 0)).containsExactly("a");
      assertThat(wordsAfter(one, 0)).containsExactly("a");
    }
  }

  /** A server that was left behind may hold another end, which an epoch has cut off. */
  @Test
  void shouldNotTakeInWhatAnOlderEpochHolds() {
    try (RedisLog before = join("before")) {
      append(before, 1, "a");
    }
    String log = LogKeys.of(options.name()).log();
    new SharedRedis(options).beginEpoch();
    try (RedisLog one = join("one")) {
      assertThat(one.epoch()).isEqualTo(2);
      LogMark end = one.mark();
      var branch = batch(2, 1, "left behind");
      String digest = Chain.digest(branch);
      redis.ask(
          "XADD",
          log,
          "1-2",
          "first",
          "2",
          "count",
          "1",
          "time",
          "1002",
          "digest",
          digest,
          "chain",
          Chain.next(end.chain(), digest),
          "payload",
          "left behind");
      assertThat(one.await(1, 200)).isEqualTo(1);
      assertThat(heard(one, 0)).containsExactly("a");
    }
  }

  /** What goes may be behind what this side knows by then, or be what it needs. */
  @Test
  void shouldMissWhatIsRemovedOnlyWhereItHasNotSeenIt() {
    try (RedisLog one = join("one")) {
      append(one, 1, "a");
      append(one, 2, "b");
      append(one, 3, "c");
      one.drained(2);
      one.trim(2);
      int[] asked = {0};
      assertThat(after(one, () -> asked[0]++ < 3 ? LogMark.BEGINNING : one.mark())).isEqualTo(3);
      assertThatThrownBy(() -> after(one, () -> LogMark.BEGINNING)).isInstanceOf(Log.Gone.class);
    }
  }

  /** What is told to one who stands at the beginning, and may read on meanwhile. */
  private long after(RedisLog side, Supplier<LogMark> mark) {
    LogKeys keys = LogKeys.of(options.name());
    try (Link link = Link.to(options, keys.log(), Duration.ofSeconds(5))) {
      Reading reading = new Reading(link, keys, side.epoch(), (batch, end) -> {});
      try (Tailing tailing = new Tailing(options, keys, reading, side.epoch(), mark, null)) {
        return tailing.await(0, 0);
      }
    }
  }

  /** Who opens the log looks where it begins, and reads; meanwhile what it has seen is removed. */
  @Test
  void shouldReadWhatIsLeftWhereTheBeginningGoesMeanwhile() {
    try (RedisLog one = join("one")) {
      for (long i = 1; i <= 5; i++) {
        append(one, i, "w" + i);
      }
      int[] times = {3};
      Runnable goOn =
          () -> {
            if (times[0] > 0) {
              long upTo = 4L - times[0]--;
              assertThat(one.drained(upTo)).isInstanceOf(RedisLog.Kept.Done.class);
              assertThat(one.trim(upTo)).isInstanceOf(RedisLog.Kept.Done.class);
            }
          };
      try (RedisLog other = Opening.withCopy(options.withNode("other"), false, goOn)) {
        assertThat(times[0]).isZero();
        assertThat(wordsAfter(other, 3)).containsExactly("w4", "w5");
      }
    }
  }
}
