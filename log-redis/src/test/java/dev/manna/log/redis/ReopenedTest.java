package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.words;
import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recovery that has opened an epoch in Redis, and was interrupted before nodes were let in. */
class ReopenedTest {
  @TempDir Path folder;
  private RedisProcess redis;

  @BeforeEach
  void start() {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  private void restart() {
    redis.kill();
    redis.start();
  }

  /** Two nodes, and a recovery that is interrupted once. */
  private Crew crew(Runnable meanwhile) {
    Crew crew = new Crew(redis, database -> new Interrupted(database, 1, meanwhile));
    crew.join("a");
    crew.join("b");
    crew.append("a", "one");
    assertThat(wordsAfter(crew.node("b"), 0)).containsExactly("one");
    crew.append("b", "two");
    return crew;
  }

  @Test
  void shouldOpenItOnceWhereTheServerIsStillThere() {
    try (Crew crew = crew(() -> {})) {
      restart();
      crew.workUntil(2, "a", "b");
      assertThat(crew.node("a").epoch()).isEqualTo(2);
      assertThat(wordsAfter(crew.node("b"), 2)).isEmpty();
      crew.append("b", "three");
      assertThat(wordsAfter(crew.node("a"), 0)).containsExactly("one", "two", "three");
    }
  }

  /** Who reads while the next epoch begins, as who joins does, reads on in it. */
  @Test
  void shouldReadOnInTheNextEpoch() {
    try (Crew crew = crew(() -> {})) {
      List<String> found = new ArrayList<>();
      crew.node("b")
          .read(
              0,
              batch -> {
                if (found.isEmpty()) {
                  restart();
                  crew.workUntil(2, "a", "b");
                  crew.append("a", "three");
                }
                found.add(words(batch));
                return true;
              });
      assertThat(found).containsExactly("one", "two", "three");
    }
  }

  /** The epoch may be open on the server before, for whoever still reaches that. */
  @Test
  void shouldTakeANewEpochWhereTheServerIsAnother() {
    try (Crew crew = crew(this::restart)) {
      restart();
      crew.workUntil(2, "a", "b");
      assertThat(crew.node("a").epoch()).isEqualTo(3);
      assertThat(wordsAfter(crew.node("b"), 2)).isEmpty();
      crew.append("b", "three");
      assertThat(wordsAfter(crew.node("a"), 0)).containsExactly("one", "two", "three");
    }
  }

  @Test
  void shouldTakeANewEpochWhereTheServerIsAnotherAndKnowsNothing() {
    Runnable lost =
        () -> {
          restart();
          redis.ask("FLUSHALL");
        };
    try (Crew crew = crew(lost)) {
      restart();
      crew.workUntil(2, "a", "b");
      assertThat(crew.node("a").epoch()).isEqualTo(3);
      assertThat(wordsAfter(crew.node("a"), 0)).containsExactly("one", "two");
    }
  }

  /** Nobody can have appended in an epoch that nobody has joined. */
  @Test
  void shouldGoOnWhereRedisIsLostBeforeANodeHasJoined() {
    try (Crew crew = crew(() -> {})) {
      redis.ask("FLUSHALL");
      long opened = crew.workUntilOpened(2, "a", "b");
      assertThat(crew.members.members(opened)).as("none yet").isEmpty();
      redis.ask("FLUSHALL");
      crew.workUntil(opened + 1, "a", "b");
      assertThat(wordsAfter(crew.node("a"), 1)).containsExactly("two");
      crew.append("a", "three");
      assertThat(wordsAfter(crew.node("b"), 0)).containsExactly("one", "two", "three");
    }
  }
}
