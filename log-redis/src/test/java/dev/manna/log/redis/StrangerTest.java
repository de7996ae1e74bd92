package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.log.redis.RedisLog.Unfit;
import dev.manna.log.redis.Rescue.Told;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that starts knows nothing of the log: it may recover it, and must not be in the way. */
class StrangerTest {
  @TempDir Path folder;
  private RedisProcess redis;
  private Crew crew;

  @BeforeEach
  void start() {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
    gather(Crew.TAKEOVER_MILLIS);
  }

  private void gather(long takeoverMillis) {
    crew = new Crew(redis);
    crew.join("a", redis, takeoverMillis, 10_000);
    crew.join("b", redis, takeoverMillis, 10_000);
    crew.append("a", "pens=+9");
    assertThat(wordsAfter(crew.node("b"), 0)).containsExactly("pens=+9");
  }

  @AfterEach
  void stop() {
    crew.close();
    redis.close();
  }

  private String stock(String item) {
    return redis.ask("HGET", "manna:{" + crew.options.name() + "}:stock", item);
  }

  /** A Sentinel may name a server that was left behind, while all others still have the log. */
  @Test
  void shouldLeaveThoseAloneWhoLiveElsewhere() throws IOException {
    redis.kill();
    Folders.copy(folder.resolve("redis/appendonlydir"), folder.resolve("behind/appendonlydir"));
    redis.start();
    crew.workUntil(2, "a", "b");
    try (RedisProcess behind =
        RedisProcess.server(folder.resolve("behind"), RedisProcess.FSYNCED).start()) {
      assertThatThrownBy(() -> crew.join("c", behind, Crew.TAKEOVER_MILLIS, 2_000))
          .isInstanceOf(Unfit.class)
          .hasMessageContaining("epoch 2 was opened, and the Redis that is reached holds epoch 1");
    }
    assertThat(crew.members.epochs().current()).isEqualTo(2);
    crew.append("b", "pens=-2");
    assertThat(stock("pens")).isEqualTo("7");
  }

  /** It comes first, and gives way to those who were in the epoch before it has stopped trying. */
  @Test
  void shouldGiveWayWhereItDoesNotKnowTheStock() {
    crew.close();
    // So far apart that it is first on a busy machine as well.
    gather(4 * Crew.TAKEOVER_MILLIS);
    redis.ask("FLUSHALL");
    crew.workUntilOpened(2, "a", "b");
    redis.ask("FLUSHALL");
    crew.join("c", redis, 3 * Crew.TAKEOVER_MILLIS, 20_000);
    assertThat(crew.members.epochs().current()).isGreaterThan(3);
    crew.workUntil(3, "a", "b");
    assertThat(wordsAfter(crew.node("a"), 0)).containsExactly("pens=+9");
    crew.append("c", "pens=-2");
    assertThat(stock("pens")).isEqualTo("7");
  }

  /** A server that was left behind in an older epoch knows the stock of the log's beginning. */
  @Test
  void shouldTakeTheStockFromABeginningOfTheLog() throws IOException {
    redis.kill();
    Path old = folder.resolve("old");
    Folders.copy(folder.resolve("redis"), old);
    redis.start();
    crew.workUntil(2, "a", "b");
    crew.append("a", "pens=-2");
    redis.kill();
    Folders.remove(folder.resolve("redis/appendonlydir"));
    Folders.copy(old.resolve("appendonlydir"), folder.resolve("redis/appendonlydir"));
    redis.start();
    assertThat(stock("pens")).isEqualTo("9");
    assertThat(crew.members.raise(2, 0)).isTrue();
    crew.work("a", "b");
    assertThat(crew.members.offers(3)).hasSize(2);
    Rescue rescue =
        new Rescue(
            crew.options, crew.members, SettingAside.NOTHING, 3, 2, null, crew.booked::get, true);
    assertThat(rescue.attempt()).isInstanceOf(Told.Opened.class);
    crew.workUntil(3, "a", "b");
    assertThat(wordsAfter(crew.node("b"), 0)).containsExactly("pens=+9", "pens=-2");
    assertThat(stock("pens")).isEqualTo("7");
  }
}
