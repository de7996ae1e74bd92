package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import dev.manna.server.cli.Manna;
import dev.manna.simulation.net.RedisProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node that shares a log in Redis: how it comes and goes, and what it says meanwhile. */
final class RedisSiteTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final AtomicInteger NAMES = new AtomicInteger();

  private static final String WHEEL =
      "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":9}]}";

  private static final String SALE =
      "{\"kind\":\"sale\",\"skus\":[{\"id\":\"phone\",\"stock\":100000}]}";

  @TempDir static Path folder;
  private static RedisProcess redis;
  private static SharedDatabase database;

  private final String name = "log-" + NAMES.incrementAndGet();
  private final List<String> said = new ArrayList<>();
  private String moved = "";

  @BeforeAll
  static void begin() {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
    database = SharedDatabase.fresh();
  }

  /** Whoever fails leaves a server for the next. */
  @AfterEach
  void mend() {
    if (!redis.ask("PING").equals("PONG")) {
      redis.kill();
      redis.start();
    }
  }

  @AfterAll
  static void end() {
    redis.close();
  }

  private Config config(Map<Setting, String> more) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.resolve("data").toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.LOG, redis.uri());
    flags.put(Setting.LOG_NAME, name);
    flags.put(Setting.LOG_DATABASE, database.log());
    flags.put(Setting.LOG_DATABASE_USER, "postgres");
    flags.put(Setting.LEDGER, "none");
    flags.put(Setting.NODE, "n");
    flags.put(Setting.LEAVE_SECONDS, "0");
    flags.putAll(more);
    return Config.read(null, Map.of(), flags);
  }

  private Server start(Map<Setting, String> more) {
    return Server.start(config(more), said::add, e -> fail("the process would end", e));
  }

  private static Caller caller(Server server) {
    return new Caller(server.port());
  }

  private String meta(String field) {
    return redis.ask("HGET", "manna:{" + name + "}:meta", field);
  }

  @Test
  void shouldSayWhichNodeItIsAndLeaveNothingToAskFor() {
    String answer;
    try (Server server = start(Map.of())) {
      caller(server).put("/v1/campaigns/wheel", WHEEL).is(201);
      answer = caller(server).claim("wheel", "k", "{\"user\":\"ann\"}").is(200).body();
      Caller.Got ready = caller(server).get("/health/ready").is(200);
      assertThat(ready.json().path("node").asString()).matches("n-[0-9a-f]{8}");
      assertThat(ready.json().path("epoch").asLong()).isEqualTo(1);
      assertThat(ready.json().path("position").asLong()).isEqualTo(3);
      assertThat(ready.json().has("waitsFor")).isFalse();
      assertThat(caller(server).get("/metrics").body())
          .contains("manna_log_epoch 1.0", "manna_log_known 3.0", "manna_log_trouble 0.0")
          .contains("manna_log_undrained 3.0", "manna_log_window 1000000.0");
    }
    assertThat(said)
        .anyMatch(each -> each.matches("log " + name + " at redis://.*: joined as n-.*, epoch 1.*"))
        .last()
        .isEqualTo("left at position 3");
    String left = " FROM manna_node WHERE log = '" + name + "' AND \"left\" IS NOT NULL";
    assertThat(database.rows("SELECT knew" + left)).containsExactly("3");
    redis.kill();
    redis.start();
    try (Server next = start(Map.of())) {
      assertThat(caller(next).claim("wheel", "k", "{\"user\":\"ann\"}").is(200).body())
          .isEqualTo(answer);
      assertThat(caller(next).get("/health/ready").json().path("epoch").asLong()).isEqualTo(2);
    }
  }

  @Test
  void shouldSayWhatTheLogWaitsForAndGoOnOnceItIsThere() {
    try (Server server = start(Map.of())) {
      caller(server).put("/v1/campaigns/wheel", WHEEL).is(201);
      redis.kill();
      Thread asking =
          Thread.startVirtualThread(
              () -> caller(server).claim("wheel", "k", "{\"user\":\"ann\"}").is(503));
      await().atMost(LONG).until(() -> caller(server).get("/health/ready").status() == 503);
      Caller.Got closed = caller(server).get("/health/ready");
      assertThat(closed.json().path("reason").asString()).isEqualTo("log-unavailable");
      assertThat(closed.json().path("waitsFor").asString()).contains(name + " at redis://127.0.0");
      assertThat(caller(server).get("/metrics").body()).contains("manna_log_trouble 1.0");
      caller(server).get("/v1/campaigns/wheel").is(200);
      redis.start();
      await().atMost(LONG).until(() -> caller(server).get("/health/ready").status() == 200);
      await().atMost(LONG).until(() -> !asking.isAlive());
      assertThat(caller(server).get("/health/ready").json().path("epoch").asLong()).isEqualTo(2);
      caller(server).claim("wheel", "k", "{\"user\":\"ann\"}").is(200);
    }
  }

  /** Without books only snapshots make room in the window. */
  @Test
  void shouldGoOnForEverWithoutBooks() throws InterruptedException {
    int claims = 26_000;
    Map<Setting, String> small =
        Map.of(Setting.LOG_WINDOW, "20000", Setting.SNAPSHOT_EVENTS, "1000000");
    try (Server server = start(small)) {
      caller(server).put("/v1/campaigns/sale", SALE).is(201);
      AtomicInteger next = new AtomicInteger();
      List<Thread> crowd = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        crowd.add(Thread.startVirtualThread(() -> buy(caller(server), next, claims)));
      }
      for (Thread each : crowd) {
        each.join();
      }
      assertThat(next.get()).isGreaterThanOrEqualTo(claims);
      String pools = caller(server).get("/v1/campaigns/sale/pools").is(200).body();
      assertThat(pools).contains("\"given\":" + claims);
      await().atMost(LONG).until(() -> Long.parseLong(meta("trimmed")) > 0);
      assertThat(Long.parseLong(meta("drained")))
          .isGreaterThan(claims - 20_000)
          .isGreaterThanOrEqualTo(Long.parseLong(meta("trimmed")));
    }
    try (Server other = start(small)) {
      caller(other).claim("sale", "k7", phone("u7")).is(200);
      String pools = caller(other).get("/v1/campaigns/sale/pools").is(200).body();
      assertThat(pools).contains("\"given\":" + claims);
    }
  }

  /** From a journal, on with two answers known, and back with what came since. */
  @Test
  void shouldGoOnFromAJournalAndBack() {
    Map<Setting, String> journal =
        Map.of(Setting.LOG, "journal", Setting.LOG_DATABASE, "none", Setting.NODE, "host");
    Path data = folder.resolve("moved-" + name);
    String answer;
    try (Server server = start(with(journal, Setting.DATA, data))) {
      caller(server).put("/v1/campaigns/wheel", WHEEL).is(201);
      answer = caller(server).claim("wheel", "k", "{\"user\":\"ann\"}").is(200).body();
    }
    assertThat(move(data.toString(), redis.uri())).as(moved).isZero();
    assertThat(moved).contains("3 events in 3 batches", "all of it stands in Redis");
    assertThat(move(data.toString(), redis.uri())).isEqualTo(1);
    assertThat(moved).contains("was not moved: ", "is not empty: it ends at position 3");
    String later;
    try (Server node = start(Map.of())) {
      assertThat(caller(node).claim("wheel", "k", "{\"user\":\"ann\"}").is(200).body())
          .isEqualTo(answer);
      later = caller(node).claim("wheel", "l", "{\"user\":\"bob\"}").is(200).body();
      assertThat(move(redis.uri(), folder.resolve("busy-" + name).toString())).isEqualTo(1);
      assertThat(moved).contains("is used by n-");
    }
    Path back = folder.resolve("back-" + name);
    assertThat(move(redis.uri(), back.toString())).as(moved).isZero();
    try (Server server = start(with(journal, Setting.DATA, back))) {
      assertThat(caller(server).claim("wheel", "l", "{\"user\":\"bob\"}").is(200).body())
          .isEqualTo(later);
    }
  }

  private static Map<Setting, String> with(
      Map<Setting, String> settings, Setting setting, Path value) {
    Map<Setting, String> all = new EnumMap<>(settings);
    all.put(setting, value.toString());
    return all;
  }

  private int move(String from, String to) {
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(written, true);
    int status =
        Manna.commandLine()
            .setOut(out)
            .setErr(out)
            .execute(
                "move",
                "--from",
                from,
                "--to",
                to,
                "--log-name",
                name,
                "--log-database",
                database.log(),
                "--log-database-user",
                "postgres");
    moved = written.toString();
    return status;
  }

  private static String phone(String user) {
    return "{\"user\":\"" + user + "\",\"lines\":[{\"sku\":\"phone\",\"quantity\":1}]}";
  }

  /** Whoever is told that there is no room comes again. */
  private static void buy(Caller caller, AtomicInteger next, int claims) {
    for (int i = next.getAndIncrement(); i < claims; i = next.getAndIncrement()) {
      Caller.Got got;
      do {
        got = caller.claim("sale", "k" + i, phone("u" + i));
      } while (got.status() == 503);
      got.is(200);
    }
  }

  @Test
  void shouldUseAPasswordThatIsNoPartOfTheAddress() {
    String password = "p@ss/w:rd% +#";
    redis.ask("CONFIG", "SET", "requirepass", password);
    try {
      assertThatThrownBy(() -> start(Map.of()))
          .isInstanceOf(Complaint.class)
          .hasMessageContaining("NOAUTH");
      Map<Setting, String> known =
          Map.of(Setting.LOG_USER, "default", Setting.LOG_PASSWORD, password);
      start(known).close();
      assertThat(said).noneMatch(each -> each.contains("p@ss") || each.contains("p%40ss"));
    } finally {
      redis.ask("-a", password, "CONFIG", "SET", "requirepass", "");
    }
  }

  @Test
  void shouldSayWhatIsWrongWithRedis() {
    redis.ask("CONFIG", "SET", "appendfsync", "everysec");
    try {
      assertThatThrownBy(() -> start(Map.of()))
          .isInstanceOf(Complaint.class)
          .hasMessageStartingWith("the log cannot be joined: the log " + name + " at redis://")
          .hasMessageContaining("set the line \"appendfsync always\" in redis.conf");
      start(Map.of(Setting.LOG_DURABILITY, "every-second")).close();
    } finally {
      redis.ask("CONFIG", "SET", "appendfsync", "always");
    }
    assertThatThrownBy(() -> start(Map.of(Setting.LOG, "redis://127.0.0.1:1")))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("the log cannot be joined: " + name + " at redis://127.0.0.1:1: ");
    assertThatThrownBy(() -> start(Map.of(Setting.LOG_DATABASE, "postgresql://127.0.0.1:1/manna")))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("the log cannot be joined: the database cannot be reached");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          LOG             | redis://u:pw@h:1        | "redis:..." is not allowed; journal,
          LOG             | redis://h:1,i:1         | "redis:..." is not allowed; journal,
          LOG             | redis-sentinel://h:1    | "redis-sentinel:..." is not allowed
          LOG             | redis://h:70000         | a port is 1 to 65535, and not 70000
          LOG_DATABASE    | none                    | logDatabase: is missing; a log in Redis needs
          LOG_DATABASE    | jdbc:mariadb://h/n      | "jdbc:mariadb:..." is not allowed; none, post
          LOG_DURABILITY  | always                  | fsynced, every-second, memory are
          LOG_WINDOW      | 10                      | an integer, 20000 to 1000000000, is
          LOG_AUTHORITIES | ca.pem                  | logAuthorities: is for a log in Redis with TLS
          LEDGER          | sqlite                  | ledger: is not allowed with a log that several
          """)
  void shouldNameTheSettingThatIsWrong(Setting setting, String value, String complaint) {
    assertThatThrownBy(() -> start(Map.of(setting, value)))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LOG_DATABASE   | postgresql://h/n | logDatabase: is for a log in Redis (log); without one,
          LOG_DURABILITY | memory           | logDurability: is for a log in Redis (log); without
          LOG_WINDOW     | 30000            | logWindow: is for a log in Redis (log); without one
          """)
  void shouldRefuseWhatIsForRedisAlone(Setting setting, String value, String complaint) {
    for (String log : List.of("journal", database.log())) {
      Config wrong = Config.read(null, Map.of(), Map.of(Setting.LOG, log, setting, value));
      assertThatThrownBy(() -> Server.start(wrong, said::add, e -> fail(e)))
          .isInstanceOf(Complaint.class)
          .hasMessageStartingWith(complaint);
    }
  }

  @Test
  void shouldSayWhichCertificatesAreMissing() {
    Map<Setting, String> wrong =
        Map.of(Setting.LOG, "rediss://h", Setting.LOG_AUTHORITIES, folder + "/none.pem");
    assertThatThrownBy(() -> start(wrong))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("logAuthorities: " + folder + "/none.pem cannot be read: ");
  }
}
