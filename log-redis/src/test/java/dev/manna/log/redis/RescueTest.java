package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.core.Membership.Windows;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes recover their log by themselves, with what Redis and each of them still has of it. */
class RescueTest {
  @TempDir Path folder;
  private RedisProcess redis;
  private Crew crew;

  @BeforeEach
  void start() {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
    crew = new Crew(redis);
  }

  @AfterEach
  void stop() {
    crew.close();
    redis.close();
  }

  private void restart() {
    redis.kill();
    redis.start();
  }

  private String stock(String item) {
    return redis.ask("HGET", "manna:{" + crew.options.name() + "}:stock", item);
  }

  @Test
  void shouldGoOnWhereRedisWasStartedAgain() {
    crew.join("a");
    crew.join("b");
    crew.append("a", "pens=+9");
    crew.append("a", "pens=-2");
    restart();
    assertThat(Crew.tryAppend(crew.node("a"), "late"))
        .as("whether the server that is no more has taken it is not known")
        .isInstanceOf(Appended.InDoubt.class);
    assertThat(Crew.tryAppend(crew.node("a"), "later")).isInstanceOf(Appended.Fenced.class);
    crew.workUntil(2, "a", "b");
    assertThat(wordsAfter(crew.node("b"), 0)).containsExactly("pens=+9", "pens=-2");
    crew.append("b", "pens=-7");
    assertThat(wordsAfter(crew.node("a"), 2)).containsExactly("pens=-7");
    assertThat(stock("pens")).isEqualTo("0");
  }

  @Test
  void shouldWriteOnWhatIsOnlyInTheNodesCopies() {
    crew.join("a");
    crew.append("a", "pens=+9");
    crew.join("b");
    crew.append("b", "pens=-2");
    redis.ask("FLUSHALL");
    crew.workUntil(2, "a", "b");
    assertThat(wordsAfter(crew.node("a"), 0)).containsExactly("pens=+9", "pens=-2");
    assertThat(stock("pens")).isEqualTo("7");
    crew.append("b", "pens=-7");
  }

  /** Whoever recovers knows less than another, and waits for that. */
  @Test
  void shouldWriteOnTheLongestCopy() {
    crew.join("a");
    crew.join("b");
    crew.append("a", "pens=+9");
    wordsAfter(crew.node("b"), 0);
    crew.append("a", "pens=-2");
    crew.append("a", "pens=-3");
    redis.ask("FLUSHALL");
    crew.workFor(600, "b");
    assertThat(crew.node("b").waitsFor()).contains("waits for a: of epoch 1 at most");
    assertThat(crew.members.epochs().open()).isFalse();
    crew.workUntil(2, "a", "b");
    assertThat(wordsAfter(crew.node("b"), 0)).containsExactly("pens=+9", "pens=-2", "pens=-3");
    assertThat(stock("pens")).isEqualTo("4");
  }

  @Test
  void shouldNotGoOnWithoutASilentNodeBeforeAnOperatorSaysSo() {
    crew.join("a");
    crew.join("b");
    crew.append("b", "one");
    wordsAfter(crew.node("a"), 0);
    crew.append("b", "known to b alone");
    redis.ask("FLUSHALL");
    crew.workFor(3 * Crew.TAKEOVER_MILLIS, "a");
    assertThat(crew.node("a").waitsFor()).contains("waits for b", "dismiss them");
    assertThat(Crew.tryAppend(crew.node("a"), "late")).isInstanceOf(Appended.Fenced.class);
    assertThat(crew.members.dismiss("b", 1)).isTrue();
    crew.workUntil(2, "a");
    assertThat(wordsAfter(crew.node("a"), 0)).containsExactly("one");
    crew.append("a", "two");
    crew.work("b");
    assertThatThrownBy(() -> Crew.tryAppend(crew.node("b"), "late"))
        .isInstanceOf(Log.Failure.class)
        .hasMessageContaining("must be started again");
  }

  /** It has all that it fsynced; whether that was all, nobody can tell from it. */
  @Test
  void shouldNotBelieveAServerThatWasStartedAgain() {
    crew.join("a");
    crew.join("b");
    crew.append("b", "one");
    restart();
    crew.workFor(600, "a");
    assertThat(crew.node("a").waitsFor()).contains("waits for b");
    crew.workUntil(2, "a", "b");
  }

  /** A node gives up its epoch by offering: nothing that it appends afterwards is taken. */
  @Test
  void shouldAppendNothingOnceACopyWasOffered() {
    crew.join("a");
    crew.join("b");
    crew.append("a", "one");
    assertThat(crew.members.raise(1, 0)).isTrue();
    crew.work("a");
    assertThat(crew.members.offers(2)).hasSize(1);
    Appended late = Crew.tryAppend(crew.node("a"), "late");
    assertThat(late).isInstanceOf(Appended.Fenced.class);
    assertThat(late.toString()).contains("has given up epoch 1");
    assertThatThrownBy(() -> crew.node("a").endsAt(0)).isInstanceOf(Log.Away.class);
    crew.workUntil(2, "a", "b");
    assertThat(wordsAfter(crew.node("b"), 0)).containsExactly("one");
  }

  /** An older epoch's end was dismissed, and its node comes back when a later one is closed. */
  @Test
  void shouldNotTakeACopyOfAnOlderEpoch() {
    crew.join("a");
    crew.join("b");
    crew.append("b", "one");
    wordsAfter(crew.node("a"), 0);
    crew.append("b", "dismissed");
    crew.append("b", "dismissed too");
    redis.ask("FLUSHALL");
    crew.members.dismiss("b", 1);
    crew.workUntil(2, "a");
    redis.ask("FLUSHALL");
    assertThat(crew.members.raise(2, 0)).isTrue();
    crew.work("b");
    assertThat(crew.members.offers(3)).isEmpty();
    crew.workUntil(3, "a");
    assertThat(wordsAfter(crew.node("a"), 0)).containsExactly("one");
  }

  /** A server with an older epoch's branch takes the place of the one that had the log. */
  @Test
  void shouldNotTakeSurvivorsOfAnOlderEpoch() throws IOException {
    crew.join("a");
    crew.join("b");
    crew.append("b", "pens=+9");
    wordsAfter(crew.node("a"), 0);
    crew.append("b", "pens=-2");
    crew.append("b", "pens=-1");
    redis.kill();
    Path old = folder.resolve("old");
    Folders.copy(folder.resolve("redis"), old);
    redis.start();
    redis.ask("FLUSHALL");
    crew.members.dismiss("b", 1);
    crew.workUntil(2, "a");
    crew.append("a", "pens=-5");
    redis.kill();
    Folders.remove(folder.resolve("redis/appendonlydir"));
    Folders.copy(old.resolve("appendonlydir"), folder.resolve("redis/appendonlydir"));
    redis.start();
    assertThat(redis.ask("XLEN", "manna:{" + crew.options.name() + "}:log")).isEqualTo("3");
    crew.workUntil(3, "a");
    assertThat(wordsAfter(crew.node("a"), 0)).containsExactly("pens=+9", "pens=-5");
    assertThat(stock("pens")).isEqualTo("4");
  }

  /** While Redis runs it has all that anybody appended, so an epoch without the dead is opened. */
  @Test
  void shouldLeaveTheDeadBehindBeforeTheyAreMissed() {
    crew.join("a");
    crew.join("b");
    crew.append("b", "one");
    crew.forget("b");
    crew.workUntil(2, "a");
    assertThat(crew.members.members(2)).hasSize(1);
    restart();
    crew.workUntil(3, "a");
    assertThat(wordsAfter(crew.node("a"), 0)).containsExactly("one");
  }

  /** A node that died and is back under its name knows nothing of what it knew. */
  @Test
  void shouldCountALifeThatEndedWithoutAWord() {
    crew.join("a");
    crew.join("b");
    crew.append("a", "one");
    wordsAfter(crew.node("b"), 0);
    crew.append("b", "known to b alone");
    redis.ask("FLUSHALL");
    assertThat(crew.members.join("b", "another life", new Windows(10, 10))).isEqualTo(1);
    crew.workFor(1_500, "a", "b");
    assertThat(crew.node("a").waitsFor() + crew.node("b").waitsFor()).contains("waits for b");
    crew.members.dismiss("b", 1);
    crew.workUntil(2, "a", "b");
  }

  /** What a silent node may know is bound by its own window, however small those of the others. */
  @Test
  void shouldWaitForWhoeverMayAppendMore() {
    crew.close();
    crew = Crew.withWindow(redis, 2);
    crew.join("a");
    crew.append("a", "one");
    crew.append("a", "two");
    assertThat(Crew.tryAppend(crew.node("a"), "three")).isInstanceOf(Appended.Full.class);
    assertThat(crew.members.join("b", "b", new Windows(3, 10))).isEqualTo(1);
    redis.ask("FLUSHALL");
    crew.workFor(Crew.SILENT_MILLIS / 2, "a");
    assertThat(crew.node("a").waitsFor()).contains("waits for b");
  }

  @Test
  void shouldRememberWhatANodeKnewThatLeft() {
    crew.join("a");
    crew.join("b");
    crew.join("c");
    crew.append("a", "one");
    wordsAfter(crew.node("b"), 0);
    wordsAfter(crew.node("c"), 0);
    crew.node("c").close();
    crew.append("a", "known to a alone");
    crew.node("a").close();
    redis.ask("FLUSHALL");
    crew.workFor(600, "b");
    assertThat(crew.node("b").waitsFor()).contains("waits for a: ");
    crew.members.dismiss("a", 1);
    crew.workUntil(2, "b");
    assertThat(wordsAfter(crew.node("b"), 0)).containsExactly("one");
  }

  /** Whoever recovers dies in the middle of it. */
  @Test
  void shouldTakeOverARecoveryThatNobodyIsAt() {
    crew.join("a");
    crew.join("b");
    crew.append("a", "one");
    restart();
    assertThat(crew.members.raise(1, 0)).as("by somebody who dies then").isTrue();
    crew.workUntil(3, "a", "b");
    assertThat(wordsAfter(crew.node("b"), 0)).containsExactly("one");
  }

  @Test
  void shouldNotGoOnBehindTheBooks() {
    crew.join("a");
    crew.append("a", "one");
    crew.booked.set(2);
    restart();
    crew.workFor(600, "a");
    assertThat(crew.node("a").waitsFor()).contains("the books stand at 2").contains("up to 1 only");
    crew.booked.set(1);
    crew.workUntil(2, "a");
  }

  /** Everybody was started again: what Redis has is all there is, if an operator says so. */
  @Test
  void shouldGoOnWithNewNodesAlone() {
    crew.join("a");
    crew.append("a", "one");
    crew.forget("a");
    restart();
    crew.members.dismiss("a", 1);
    crew.join("z");
    assertThat(wordsAfter(crew.node("z"), 0)).containsExactly("one");
    crew.append("z", "two");
  }
}
