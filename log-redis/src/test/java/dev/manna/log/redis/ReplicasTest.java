package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.log.redis.RedisLog.Unfit;
import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is acknowledged, and no end is told, before as many replicas have it as must. */
class ReplicasTest {
  @TempDir Path folder;
  private RedisProcess master;
  private RedisProcess replica;
  private RedisLogOptions options;

  @BeforeEach
  void start() {
    List<String> lines = new ArrayList<>(RedisProcess.FSYNCED);
    lines.add("repl-diskless-sync-delay 0");
    master = RedisProcess.server(folder.resolve("master"), lines).start();
    lines.add("replicaof 127.0.0.1 " + master.port());
    replica = RedisProcess.server(folder.resolve("replica"), lines).start();
    master.await("state=online", "INFO", "replication");
    options =
        RedisLogOptions.at("copied", master.uri())
            .withNode("a")
            .withTimes(2_000, 1_000)
            .withReplicas(1);
  }

  @AfterEach
  void stop() {
    replica.resume();
    replica.close();
    master.close();
  }

  private static Appended append(Log log, Batch batch) {
    return log.append(batch.first() - 1, batch);
  }

  private static RedisLog open(RedisLogOptions options) {
    return RedisLog.open(options, 0);
  }

  @Test
  void shouldAcknowledgeWhatReplicasHave() {
    try (RedisLog log = open(options);
        RedisLog after = open(options.withNode("b"))) {
      assertThat(append(log, batch(1, 1, "one"))).isEqualTo(new Appended.Done(1));
      assertThat(replica.ask("XLEN", "manna:{copied}:log")).isEqualTo("1");
      replica.suspend();
      Batch second = batch(2, 1, "two");
      Appended doubt = append(log, second);
      assertThat(doubt).isInstanceOf(Appended.InDoubt.class);
      assertThat(((Appended.InDoubt) doubt).detail()).contains("0 of 1 replicas have it", "copied");
      assertThat(master.ask("XLEN", "manna:{copied}:log")).as("it stays").isEqualTo("2");
      assertThatThrownBy(() -> after.endsAt(2))
          .as("nobody is told of it")
          .isInstanceOf(Log.Away.class)
          .hasMessageContaining("0 of 1 replicas have it");
      assertThat(after.stopped()).as("no recovery is needed").isEmpty();
      replica.resume();
      assertThat(append(log, second)).isEqualTo(new Appended.Done(2));
      assertThat(replica.ask("XLEN", "manna:{copied}:log")).isEqualTo("2");
      assertThat(after.endsAt(2)).isTrue();
    }
  }

  /** What stands there already is not acknowledged sooner. */
  @Test
  void shouldWaitForWhatAnotherConnectionWrote() {
    try (RedisLog log = open(options);
        RedisLog again = open(options)) {
      assertThat(append(log, batch(1, 1, "one"))).isEqualTo(new Appended.Done(1));
      replica.suspend();
      assertThat(append(log, batch(2, 1, "two"))).isInstanceOf(Appended.InDoubt.class);
      assertThat(append(again, batch(2, 1, "two"))).isInstanceOf(Appended.InDoubt.class);
      replica.resume();
      assertThat(append(again, batch(2, 1, "two"))).isEqualTo(new Appended.Done(2));
    }
  }

  /** Another server takes the place of the one that wrote, and has enough replicas of its own. */
  @Test
  void shouldNotAskAnotherServerForWhatThisOneWrote() throws Exception {
    List<String> lines =
        List.of("appendonly yes", "appendfsync always", "repl-diskless-sync-delay 0");
    try (RedisProcess other = RedisProcess.server(folder.resolve("other"), lines).start();
        RedisProcess its =
            RedisProcess.server(
                    folder.resolve("its"), List.of("replicaof 127.0.0.1 " + other.port()))
                .start();
        Switch door = new Switch(master.port());
        RedisLog log =
            open(
                RedisLogOptions.at("copied", door.uri()).withTimes(6_000, 8_000).withReplicas(1))) {
      other.await("state=online", "INFO", "replication");
      assertThat(its.ask("ROLE")).startsWith("slave");
      assertThat(append(log, batch(1, 1, "one"))).isEqualTo(new Appended.Done(1));
      replica.suspend();
      CompletableFuture<Appended> second =
          CompletableFuture.supplyAsync(() -> append(log, batch(2, 1, "two")));
      master.await("1-2", "XREVRANGE", "manna:{copied}:log", "+", "-");
      door.to(other.port());
      assertThat(second.get(30, TimeUnit.SECONDS)).isInstanceOf(Appended.InDoubt.class);
    }
  }

  @Test
  void shouldNotOpenALogWithTooFewReplicas() {
    assertThatThrownBy(() -> open(options.withReplicas(2)).close())
        .isInstanceOf(Unfit.class)
        .hasMessageContaining("1 replicas are connected, and 2 must have each append");
    assertThatThrownBy(() -> options.withReplicas(-1)).hasMessageContaining("-1 replicas");
  }

  /** What is lost with the master is what nobody was told of. */
  @Test
  void shouldFindOnTheReplicaWhatWasAcknowledged() {
    try (RedisLog log = open(options)) {
      for (int i = 1; i <= 50; i++) {
        assertThat(append(log, batch(i, 1, "event " + i))).isEqualTo(new Appended.Done(i));
      }
      master.kill();
      assertThat(replica.ask("XLEN", "manna:{copied}:log")).isEqualTo("50");
    }
  }

  @Test
  void shouldNeedOneMorePermission() throws Exception {
    RedisLogOptions less = AclTest.with("less", master, options, List.of());
    assertThatThrownBy(() -> open(less).close())
        .isInstanceOf(Unfit.class)
        .hasMessageContaining("NOPERM");
    try (RedisLog log = open(AclTest.with("more", master, options, List.of("+wait")))) {
      assertThat(append(log, batch(1, 1, "one"))).isEqualTo(new Appended.Done(1));
    }
  }
}
