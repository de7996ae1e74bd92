package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static dev.manna.log.redis.Batches.wordsAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.simulation.Chance;
import dev.manna.simulation.net.FaultProxy;
import dev.manna.simulation.net.Mishap;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections are cut anywhere in what is asked and answered; each batch stands there once. */
class CutTest {
  private static final int CUTS = Integer.getInteger("manna.redis.cuts", 60);
  private static final int MOST_APPENDS = 100 * CUTS;

  /** The ones that do not last, so that an append ends when its own patience does. */
  private static final List<Mishap> CUT = List.of(Mishap.CUT, Mishap.CUT_ANSWER);

  @TempDir static Path folder;
  private static RedisProcess redis;

  @BeforeAll
  static void start() {
    redis = RedisProcess.server(folder, RedisProcess.FSYNCED).start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  private static RedisLogOptions at(String name, int port) {
    return RedisLogOptions.at(name, "redis://127.0.0.1:" + port).withTimes(1_000, 20_000);
  }

  @Test
  void shouldAppendOnceWhereverItIsCut() throws IOException {
    long seed = System.nanoTime();
    Chance chance = new Chance(seed);
    String name = SharedRedis.freshName();
    List<String> expected = new ArrayList<>();
    try (FaultProxy proxy = new FaultProxy(redis.port());
        Log log = RedisLog.open(at(name, proxy.port()), 0)) {
      int appended = 0;
      while (proxy.cuts() < CUTS && appended < MOST_APPENDS) {
        if (chance.oneIn(2)) {
          chance.pick(CUT).happenTo(proxy, chance);
        }
        String words = "batch-" + appended++ + " pens=1 " + "/".repeat(chance.below(4_000));
        Batch batch = batch(log.position() + 1, 1 + chance.below(3), words);
        assertThat(log.append(batch.first() - 1, batch))
            .as("seed %d", seed)
            .isEqualTo(new Appended.Done(batch.last()));
        expected.add(words);
      }
      assertThat(proxy.cuts()).isGreaterThanOrEqualTo(CUTS);
      proxy.heal();
      assertThat(wordsAfter(log, 0)).as("seed %d", seed).isEqualTo(expected);
    }
    try (Log direct = RedisLog.open(at(name, redis.port()), 0)) {
      assertThat(wordsAfter(direct, 0)).as("seed %d", seed).isEqualTo(expected);
      assertThat(redis.ask("HGET", LogKeys.of(name).stock(), "pens"))
          .isEqualTo("" + expected.size());
    }
  }

  /** Cut right behind the append, or before it arrives; the node never learns which. */
  @Test
  void shouldTellALateAnswerFromALostBatch() throws IOException {
    String name = SharedRedis.freshName();
    RedisLogOptions brief = at(name, redis.port()).withTimes(1_000, 1_000);
    try (FaultProxy proxy = new FaultProxy(redis.port());
        Log other = RedisLog.open(brief, 0);
        Log log = RedisLog.open(at(name, proxy.port()).withTimes(1_000, 1_000), 0)) {
      Batch arrived = batch(1, 1, "arrived");
      log.append(0, arrived);
      proxy.hang(true);
      assertThat(log.append(1, batch(2, 1, "lost"))).isInstanceOf(Appended.InDoubt.class);
      Batch others = batch(2, 1, "of another");
      assertThat(other.append(1, others)).isEqualTo(new Appended.Done(2));
      proxy.hang(false);
      assertThat(log.append(1, batch(2, 1, "lost")))
          .isEqualTo(new Appended.Conflict(List.of(others)));
      assertThat(wordsAfter(log, 0)).containsExactly("arrived", "of another");
    }
  }

  /** The machine of the server is gone, and nothing says so: the silence is the only sign. */
  @Test
  void shouldLeaveAConnectionThatIsSilent() throws IOException {
    String name = SharedRedis.freshName();
    try (FaultProxy proxy = new FaultProxy(redis.port());
        RedisLog log = RedisLog.open(at(name, proxy.port()).withTimes(1_000, 20_000), 0)) {
      log.append(0, batch(1, 1, "one"));
      proxy.loseServer();
      assertThat(log.append(1, batch(2, 1, "two"))).isEqualTo(new Appended.Done(2));
      assertThat(log.await(1, 5_000)).isEqualTo(2);
      proxy.loseServer();
      assertThat(log.await(2, 500)).as("what it has seen").isEqualTo(2);
      assertThat(wordsAfter(log, 0)).containsExactly("one", "two");
    }
  }
}
