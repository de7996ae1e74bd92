package dev.manna.log.redis;

import static dev.manna.log.redis.Batches.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Log.Appended;
import dev.manna.log.redis.RedisLog.Unfit;
import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Redis that could lose what it acknowledged is refused, with the line to change. */
class FitnessTest {
  @TempDir static Path folder;
  private static RedisProcess redis;
  private RedisLogOptions options;

  @BeforeAll
  static void start() {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void take() {
    options = RedisLogOptions.at(SharedRedis.freshName(), redis.uri()).withTimes(1_000, 1_000);
  }

  private static void open(RedisLogOptions options) {
    RedisLog.open(options, 0).close();
  }

  @ParameterizedTest
  @CsvSource({
    "maxmemory-policy, allkeys-lru, noeviction, MEMORY",
    "maxmemory-policy, volatile-ttl, noeviction, FSYNCED",
    "appendonly, no, yes, EVERY_SECOND",
    "no-appendfsync-on-rewrite, yes, no, EVERY_SECOND",
    "appendfsync, everysec, always, FSYNCED",
    "appendfsync, no, always, FSYNCED",
  })
  void shouldRefuseASetting(String setting, String wrong, String right, Durability from) {
    try {
      assertThat(redis.ask("CONFIG", "SET", setting, wrong)).isEqualTo("OK");
      assertThatThrownBy(() -> open(options.withDurability(from)))
          .isInstanceOf(Unfit.class)
          .hasMessageContaining(setting + " is " + wrong)
          .hasMessageContaining("set the line \"" + setting + " " + right + "\" in redis.conf")
          .hasMessageContaining(options.shown());
      if (from != Durability.MEMORY) {
        Durability less = from == Durability.FSYNCED ? Durability.EVERY_SECOND : Durability.MEMORY;
        boolean allowed = !setting.equals("maxmemory-policy");
        if (allowed) {
          open(options.withDurability(less));
        }
      }
    } finally {
      redis.ask("CONFIG", "SET", setting, right);
    }
    open(options);
  }

  @Test
  void shouldTellAllThatIsWrongAtOnce() {
    try (RedisProcess other =
        RedisProcess.server(
                folder.resolve("other"),
                List.of("maxmemory-policy allkeys-random", "replicaof 127.0.0.1 " + redis.port()))
            .start()) {
      assertThatThrownBy(() -> open(RedisLogOptions.at("any", other.uri())))
          .hasMessageContaining("it is a replica")
          .hasMessageContaining("maxmemory-policy noeviction")
          .hasMessageContaining("appendonly yes")
          .hasMessageContaining("appendfsync always");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "6.0.16, false",
    "5.0.14, false",
    "6.1.99, false",
    "6.2.0, true",
    "6.2.14, true",
    "7.0.15, true",
    "8.0.2, true",
    "10.0.0, true",
  })
  void shouldKnowWhichVersionsWillDo(String version, boolean fit) {
    String found = Fitness.unfitVersion("# Server\r\nredis_version:" + version + "\r\nos:x\r\n");
    assertThat(found.isEmpty()).isEqualTo(fit);
    assertThat(found.isEmpty() || found.contains(version)).isTrue();
    assertThat(Fitness.unfitVersion("# Server")).contains("INFO tells no redis_version");
  }

  @Test
  void shouldRefuseAnotherFormat() {
    open(options);
    redis.ask("HSET", LogKeys.of(options.name()).meta(), "format", "1");
    assertThatThrownBy(() -> open(options))
        .isInstanceOf(Unfit.class)
        .hasMessageContaining("has format 1; this program knows 2 only");
  }

  @Test
  void shouldRefuseWhatIsLeftOfALog() {
    LogKeys keys = LogKeys.of(options.name());
    redis.ask("HSET", keys.stock(), "pens", "3");
    assertThatThrownBy(() -> open(options)).hasMessageContaining("without " + keys.meta());
    assertThat(redis.ask("EXISTS", keys.meta())).isEqualTo("0");
  }

  @Test
  void shouldSayWhereNobodyAnswers() {
    String nowhere = "redis://user:secret@127.0.0.1:1";
    assertThatThrownBy(() -> open(RedisLogOptions.at("any", nowhere).withTimes(1_000, 1_000)))
        .isInstanceOf(Unfit.class)
        .hasMessageContaining("redis://127.0.0.1:1")
        .hasMessageNotContaining("secret");
  }

  /** A replica of the master knows the log, and takes no append. */
  @Test
  void shouldNotFoundALogOnAReplica() {
    try (RedisProcess replica =
        RedisProcess.server(
                folder.resolve("replica"), List.of("appendonly yes", "appendfsync always"))
            .start()) {
      RedisLogOptions there = RedisLogOptions.at("demoted", replica.uri()).withTimes(1_000, 1_000);
      try (RedisLog log = RedisLog.open(there, 0)) {
        log.append(0, batch(1, 1, "one"));
        replica.ask("REPLICAOF", "127.0.0.1", "" + redis.port());
        assertThat(log.append(1, batch(2, 1, "two"))).isInstanceOf(Appended.InDoubt.class);
      }
    }
  }
}
