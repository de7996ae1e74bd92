package dev.manna.log.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.simulation.Chance;
import dev.manna.simulation.net.RedisCluster;
import dev.manna.simulation.net.RedisProcess;
import dev.manna.simulation.net.RedisSentinel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nodes under load, and Redis fails: never is more given than there is, nothing that a customer was
 * told is lost or given twice, and it goes on within ten seconds of a master being there. More
 * rounds with {@code -Dmanna.recovery.rounds=20}.
 */
class FailureTest {
  private static final int NODES = 3;

  /** A port at which nobody listens. */
  private static final int NOWHERE = 1;

  @TempDir Path folder;

  enum Failure {
    KILLED,
    KILLED_WITH_A_SECOND_NOT_FSYNCED,
    CUT_BY_A_POWER_FAILURE,
    FAILED_OVER_TO_A_LAGGING_REPLICA,
    TWO_MASTERS,
    FLUSHED,
    EVICTED,
    ITS_SLOT_MOVED,
    SQL_AWAY_AND_THEN_REDIS,
    A_NODE_DIED,
    A_NODE_DIED_AND_THEN_REDIS
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepItsWord(Failure failure) throws Exception {
    int rounds = Integer.getInteger("manna.recovery.rounds", 1);
    for (int i = 0; i < rounds; i++) {
      long seed = System.nanoTime();
      Path place = Files.createDirectories(folder.resolve(failure + "-" + i));
      Ordeal ordeal = new Ordeal(failure + ", round " + i + ", seed " + seed);
      new Round(failure, place, new Chance(seed), ordeal).run();
    }
  }

  /** A log of its own, its nodes and its customers. */
  private record Round(Failure failure, Path folder, Chance chance, Ordeal ordeal) {

    void run() throws Exception {
      switch (failure) {
        case FAILED_OVER_TO_A_LAGGING_REPLICA -> {
          try (RedisSentinel redis = RedisSentinel.start(folder, RedisProcess.FSYNCED)) {
            ordeal.run(sides(redis.uri(), Durability.FSYNCED), calm(), () -> failOver(redis));
          }
        }
        case TWO_MASTERS -> twoMasters();
        case ITS_SLOT_MOVED -> {
          try (RedisCluster redis = RedisCluster.start(folder, RedisProcess.FSYNCED)) {
            List<RedisLogOptions> sides = sides(redis.uris().getFirst(), Durability.FSYNCED);
            RedisLogOptions side =
                RedisLogOptions.inCluster(sides.getFirst().name(), redis.uris())
                    .withTimes(1_000, 2_000);
            String key = LogKeys.of(side.name()).meta();
            ordeal.run(Collections.nCopies(NODES, side), calm(), () -> redis.move(key, () -> {}));
          }
        }
        case SQL_AWAY_AND_THEN_REDIS -> {
          try (Switch sql = new Switch(Registers.port())) {
            ordeal.registers = sql.port();
            alone(redis -> sqlAway(sql, redis));
          }
        }
        default -> alone(this::fail);
      }
    }

    private long calm() {
      return 300L + chance.below(700);
    }

    private static List<RedisLogOptions> sides(String uri, Durability durability) {
      RedisLogOptions side =
          RedisLogOptions.at(SharedRedis.freshName() + "-" + System.nanoTime(), uri)
              .withDurability(durability)
              .withTimes(1_000, 2_000);
      return Collections.nCopies(NODES, side);
    }

    /** What fails of one server. */
    private interface Failing {
      void of(RedisProcess redis) throws Exception;
    }

    private void alone(Failing failing) throws Exception {
      boolean cut =
          failure == Failure.CUT_BY_A_POWER_FAILURE
              || failure == Failure.KILLED_WITH_A_SECOND_NOT_FSYNCED;
      List<String> settings =
          cut ? List.of("appendonly yes", "appendfsync everysec") : RedisProcess.FSYNCED;
      try (RedisProcess redis = RedisProcess.server(folder, settings).start()) {
        Durability durability = cut ? Durability.EVERY_SECOND : Durability.FSYNCED;
        ordeal.run(sides(redis.uri(), durability), calm(), () -> failing.of(redis));
      }
    }

    private void fail(RedisProcess redis) throws Exception {
      switch (failure) {
        case KILLED, KILLED_WITH_A_SECOND_NOT_FSYNCED -> restart(redis);
        case EVICTED -> evict(redis);
        case CUT_BY_A_POWER_FAILURE -> {
          redis.kill();
          cut();
          redis.start();
        }
        case FLUSHED -> redis.ask("FLUSHALL");
        case A_NODE_DIED -> kill();
        case A_NODE_DIED_AND_THEN_REDIS -> {
          kill();
          // Until the others have left it behind; before that they would wait for it.
          ordeal.awaitNextEpoch(ordeal.nodes.getFirst(), 1);
          restart(redis);
        }
        case FAILED_OVER_TO_A_LAGGING_REPLICA,
            TWO_MASTERS,
            ITS_SLOT_MOVED,
            SQL_AWAY_AND_THEN_REDIS ->
            throw new AssertionError("it needs more servers");
      }
    }

    /** Somebody lets it evict, and sets it right when all is gone. */
    private static void evict(RedisProcess redis) throws InterruptedException {
      redis.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-random");
      redis.ask("CONFIG", "SET", "maxmemory", "1");
      while (!redis.ask("DBSIZE").equals("0")) {
        Thread.sleep(5);
      }
      redis.ask("CONFIG", "SET", "maxmemory", "0");
      redis.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
    }

    /** Claims are answered meanwhile, until Redis is started again: then only a recovery helps. */
    private void sqlAway(Switch sql, RedisProcess redis) throws Exception {
      sql.to(NOWHERE);
      Thread.sleep(Long.getLong("manna.recovery.sql.millis", 2_500));
      ordeal.requireService();
      restart(redis);
      Thread.sleep(chance.below(500));
      sql.to(Registers.port());
    }

    private static void restart(RedisProcess redis) {
      redis.kill();
      redis.start();
    }

    private void kill() throws InterruptedException {
      LivingNode dead = ordeal.nodes.getLast();
      ordeal.nodes.remove(dead);
      dead.die();
    }

    /** What was not fsynced is gone, and the last of it is torn. */
    private void cut() throws IOException {
      Path file;
      try (Stream<Path> files = Files.walk(folder)) {
        file = files.filter(f -> f.toString().endsWith(".incr.aof")).findFirst().orElseThrow();
      }
      try (RandomAccessFile aof = new RandomAccessFile(file.toFile(), "rw")) {
        aof.setLength(aof.length() - Math.min(aof.length() / 2, chance.below(60_000)));
      }
    }

    private void failOver(RedisSentinel redis) throws InterruptedException {
      lag(redis.master(), redis.replica());
      redis.master().kill();
      redis.replica().resume();
      redis.awaitFailover();
    }

    /** The replica lacks what comes from here on. */
    private void lag(RedisProcess master, RedisProcess replica) throws InterruptedException {
      replica.suspend();
      master.ask("CLIENT", "KILL", "TYPE", "replica");
      Thread.sleep(100 + chance.below(400));
    }

    /** The first node stays with the old master, which goes on; the others come to the new one. */
    private void twoMasters() throws Exception {
      try (RedisProcess old = RedisProcess.server(folder.resolve("old"), settings("")).start();
          RedisProcess promoted =
              RedisProcess.server(
                      folder.resolve("new"), settings("replicaof 127.0.0.1 " + old.port()))
                  .start();
          Switch ofTheFirst = new Switch(old.port());
          Switch ofTheOthers = new Switch(old.port())) {
        promoted.await("master_link_status:up", "INFO", "replication");
        RedisLogOptions others = sides(ofTheOthers.uri(), Durability.FSYNCED).getFirst();
        RedisLogOptions first =
            RedisLogOptions.at(others.name(), ofTheFirst.uri()).withTimes(1_000, 2_000);
        ordeal.run(
            List.of(first, others, others),
            calm(),
            () -> {
              lag(old, promoted);
              promoted.resume();
              assertThat(promoted.ask("REPLICAOF", "NO", "ONE")).isEqualTo("OK");
              ofTheOthers.to(promoted.port());
              ordeal.awaitNextEpoch(ordeal.nodes.get(1), 1);
              assertThat(old.ask("ROLE")).startsWith("master");
              old.ask("REPLICAOF", "127.0.0.1", "" + promoted.port());
              ofTheFirst.to(promoted.port());
              ordeal.awaitNextEpoch(ordeal.nodes.getFirst(), 1);
            });
      }
    }

    private static List<String> settings(String more) {
      return Stream.concat(
              RedisProcess.FSYNCED.stream(), Stream.of("repl-diskless-sync-delay 0", more))
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }
}
