package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Log;
import dev.manna.log.redis.RedisLog.Kept;
import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose beginning was removed is recovered from where it begins. */
class TrimmedRescueTest {
  @TempDir Path folder;
  private RedisProcess redis;
  private Crew crew;

  @BeforeEach
  void start() {
    redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start();
    crew = new Crew(redis);
    crew.join("a");
    crew.append("a", "pens=+9");
    for (int i = 2; i <= 5; i++) {
      crew.append("a", "pens=-1");
    }
    assertThat(crew.node("a").drained(4)).isEqualTo(new Kept.Done(4));
    assertThat(crew.node("a").trim(4)).isEqualTo(new Kept.Done(4));
    crew.booked.set(4);
    redis.kill();
    redis.start();
    crew.workUntil(2, "a");
  }

  @AfterEach
  void stop() {
    crew.close();
    redis.close();
  }

  private void assertWhole() {
    RedisNode a = crew.node("a");
    assertThat(wordsAfter(a, 4)).containsExactly("pens=-1");
    assertThatThrownBy(() -> wordsAfter(a, 3)).isInstanceOf(Log.Gone.class);
    assertThat(redis.ask("HGET", LogKeys.of(crew.options.name()).stock(), "pens")).isEqualTo("5");
    crew.append("a", "pens=-5");
  }

  @Test
  void shouldKeepWhatStandsThere() {
    assertWhole();
  }

  @Test
  void shouldBeginWhereTheCopiesBegin() {
    redis.ask("FLUSHALL");
    crew.workUntil(3, "a");
    assertWhole();
  }

  @Test
  void shouldSayWhatIsMissingToANodeThatWasHeldUp() {
    crew.join("b");
    crew.append("a", "pens=-1");
    crew.append("a", "pens=-1");
    assertThat(crew.node("a").drained(7)).isEqualTo(new Kept.Done(7));
    assertThat(crew.node("a").trim(7)).isEqualTo(new Kept.Done(7));
    crew.workUntil(3, "a");
    crew.work("b");
    assertThatThrownBy(() -> Crew.tryAppend(crew.node("b"), "late"))
        .isInstanceOf(Log.Failure.class)
        .hasMessageContaining("up to position 7 was removed while this node was silent")
        .hasMessageContaining("up to 5; it must be started again");
  }

  /** Somebody who knew of nothing has founded another in its place. */
  @Test
  void shouldReplaceALogThatHasNothingInCommon() {
    redis.ask("FLUSHALL");
    try (RedisLog stranger = RedisLog.open(crew.options, 0)) {
      stranger.append(0, batch(1, 1, "pens=+77"));
    }
    crew.workUntil(3, "a");
    assertWhole();
  }
}
