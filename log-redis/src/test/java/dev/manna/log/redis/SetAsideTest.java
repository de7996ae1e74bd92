package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.core.Membership.Windows;
import dev.manna.log.redis.RedisLog.Kept;
import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where a node is silent that may have given away what nobody else knows of, the log goes on with
 * as much set aside.
 */
class SetAsideTest {
  private static final long WINDOW_UNITS = 10;

  @TempDir Path folder;
  private RedisProcess redis;
  private Crew crew;

  @BeforeEach
  void start() {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
    crew = Crew.settingAside(redis, WINDOW_UNITS);
    crew.join("a");
    crew.join("b");
    crew.append("a", "pens=+100 caps=+100");
    crew.append("a", "pens=-3");
    wordsAfter(crew.node("b"), 0);
  }

  @AfterEach
  void stop() {
    crew.close();
    redis.close();
  }

  private String units(String key, String item) {
    return redis.ask("HGET", "manna:{" + crew.options.name() + "}:" + key, item);
  }

  @Test
  void shouldSetAsideWhatTheWindowAllowsBeyondTheEnd() {
    crew.append("b", "pens=-5 caps=-2");
    redis.ask("FLUSHALL");
    crew.workFor(Crew.SILENT_MILLIS / 2, "a");
    assertThat(crew.node("a").waitsFor()).contains("waits for b");
    crew.workUntil(2, "a");
    assertThat(wordsAfter(crew.node("a"), 2)).containsExactly("aside in 2 caps=-10 pens=-7");
    assertThat(units("stock", "pens")).isEqualTo("90");
    assertThat(units("stock", "caps")).isEqualTo("90");
    assertThat(units("taken", "pens")).isEqualTo("10");
    assertThat(Crew.tryAppend(crew.node("a"), "pens=-1")).isInstanceOf(Appended.Full.class);
    assertThat(crew.node("a").drained(3)).isEqualTo(new Kept.Done(3));
    crew.append("a", "pens=-1");
    crew.work("b");
    assertThatThrownBy(() -> Crew.tryAppend(crew.node("b"), "late"))
        .isInstanceOf(Log.Failure.class)
        .hasMessageContaining("must be started again");
  }

  /** What the books hold was not taken by anybody who is silent, and made room for as much. */
  @Test
  void shouldCountFromWhereTheBooksStand() {
    crew.append("a", "pens=-2");
    wordsAfter(crew.node("b"), 0);
    assertThat(crew.node("b").drained(2)).isEqualTo(new Kept.Done(2));
    crew.booked.set(2);
    crew.append("b", "pens=-8");
    assertThat(Crew.tryAppend(crew.node("b"), "pens=-1")).isInstanceOf(Appended.Full.class);
    redis.ask("FLUSHALL");
    crew.workUntil(2, "a");
    assertThat(wordsAfter(crew.node("a"), 3)).containsExactly("aside in 2 caps=-10 pens=-8");
    assertThat(units("taken", "pens")).isEqualTo("10");
  }

  @Test
  void shouldSetNothingAsideWhereAllAreHeard() {
    crew.append("b", "pens=-5");
    redis.ask("FLUSHALL");
    crew.workFor(Crew.SILENT_MILLIS / 2, "a");
    crew.workUntil(2, "a", "b");
    assertThat(wordsAfter(crew.node("a"), 2)).containsExactly("pens=-5");
    assertThat(units("stock", "pens")).isEqualTo("92");
    assertThat(units("taken", "pens")).isEqualTo("8");
  }

  /** Its copy is gone, so it was not heard. */
  @Test
  void shouldSetAsideWhatALostLifeMayHaveGiven() {
    crew.append("b", "pens=-5");
    redis.ask("FLUSHALL");
    assertThat(crew.members.join("b", "another life", new Windows(10, 10))).isEqualTo(1);
    crew.workUntil(2, "a", "b");
    assertThat(wordsAfter(crew.node("a"), 0).getLast()).startsWith("aside in 2");
  }

  /** What it gave away was bound by its own, whatever those have who recover. */
  @Test
  void shouldSetAsideByTheWindowOfWhoIsSilent() {
    crew.append("b", "pens=-5");
    redis.ask("FLUSHALL");
    assertThat(crew.members.join("b", "another life", new Windows(10, WINDOW_UNITS + 5)))
        .isEqualTo(1);
    crew.workUntil(2, "a", "b");
    assertThat(wordsAfter(crew.node("a"), 0).getLast()).endsWith(" caps=-15 pens=-7");
  }
}
