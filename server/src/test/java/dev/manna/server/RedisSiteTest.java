package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import dev.manna.simulation.net.RedisProcess;
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

/** A node that shares a log in Redis: how it comes and goes, and what it says meanwhile. */
final class RedisSiteTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Books that nobody holds up have a claim after some milliseconds. */
  private static final Duration BOOKED_WITHIN = Duration.ofSeconds(1);

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
      AtomicInteger answered = new AtomicInteger();
      Thread.startVirtualThread(
          () -> answered.set(caller(server).claim("wheel", "k", "{\"user\":\"ann\"}").status()));
      await().atMost(LONG).until(() -> caller(server).get("/health/ready").status() == 503);
      Caller.Got closed = caller(server).get("/health/ready");
      assertThat(closed.json().path("reason").asString()).isEqualTo("log-unavailable");
      assertThat(closed.json().path("waitsFor").asString()).contains(name + " at redis://127.0.0");
      assertThat(caller(server).get("/metrics").body()).contains("manna_log_trouble 1.0");
      caller(server).get("/v1/campaigns/wheel").is(200);
      redis.start();
      await().atMost(LONG).until(() -> caller(server).get("/health/ready").status() == 200);
      // Redis may be back before the engine has lost its patience with it.
      await().atMost(LONG).until(() -> answered.get() == 503 || answered.get() == 200);
      assertThat(caller(server).get("/health/ready").json().path("epoch").asLong()).isEqualTo(2);
      caller(server).claim("wheel", "k", "{\"user\":\"ann\"}").is(200);
    }
  }

  /** Whoever raises the epoch must be able to wait for the books, and they for him. */
  @Test
  void shouldWriteBooksOnlyWhileItsEpochIsHeld() {
    Map<Setting, String> books =
        Map.of(Setting.LEDGER, database.ledger(), Setting.LEDGER_USER, "postgres");
    String booked = "SELECT number FROM claims";
    try (Server server = start(books)) {
      caller(server).put("/v1/campaigns/wheel", WHEEL).is(201);
      await().atMost(LONG).until(() -> database.rows("SELECT 1 FROM campaigns").size() == 1);
      String raising = "UPDATE manna_head SET wanted = 0 WHERE log = '" + name + "'";
      database.during(
          raising,
          () -> {
            caller(server).claim("wheel", "k", "{\"user\":\"ann\"}").is(200);
            await().during(BOOKED_WITHIN).until(() -> database.rows(booked).isEmpty());
          });
      await().atMost(LONG).until(() -> database.rows(booked).size() == 1);
    }
  }

  /** Without books only snapshots make room in the window. */
  @Test
  void shouldGoOnForEverWithoutBooks() throws InterruptedException {
    int claims = 21_000;
    long until = System.nanoTime() + 5 * LONG.toNanos();
    Map<Setting, String> small =
        Map.of(Setting.LOG_WINDOW, "20000", Setting.SNAPSHOT_EVENTS, "1000000");
    try (Server server = start(small)) {
      caller(server).put("/v1/campaigns/sale", SALE).is(201);
      AtomicInteger next = new AtomicInteger();
      List<Thread> crowd = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        crowd.add(Thread.startVirtualThread(() -> buy(caller(server), next, claims, until)));
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
      String kept = " FROM manna_head WHERE log = '" + name + "' AND trimmed >= " + meta("trimmed");
      assertThat(database.rows("SELECT trimmed" + kept)).as("a snapshot for it").hasSize(1);
    }
    try (Server other = start(small)) {
      caller(other).claim("sale", "k7", phone("u7")).is(200);
      String pools = caller(other).get("/v1/campaigns/sale/pools").is(200).body();
      assertThat(pools).contains("\"given\":" + claims);
    }
  }

  /** What only this node knows cannot be asked for any more once it is gone. */
  @Test
  void shouldWaitForTheBooksBeforeItLeavesAndSayWhatTheyLack() {
    SharedDatabase books = SharedDatabase.fresh();
    Map<Setting, String> kept =
        Map.of(
            Setting.LEDGER, books.ledger(),
            Setting.LEDGER_USER, "postgres",
            Setting.LEAVE_SECONDS, "1");
    try (Server server = start(kept)) {
      caller(server).put("/v1/campaigns/wheel", WHEEL).is(201);
    }
    assertThat(said).last().isEqualTo("left at position 2");
    assertThat(books.rows("SELECT position FROM positions")).containsExactly("2");
    try (Server server = start(kept)) {
      database.run("DROP DATABASE " + books.name() + " WITH (FORCE)");
      caller(server).claim("wheel", "k", "{\"user\":\"ann\"}").is(200);
    }
    assertThat(said)
        .last()
        .asString()
        .startsWith("left at position 3; the books did not hold all of it within 1,000 ms");
  }

  private static String phone(String user) {
    return "{\"user\":\"" + user + "\",\"lines\":[{\"sku\":\"phone\",\"quantity\":1}]}";
  }

  /** Whoever is told that there is no room comes again. */
  private static void buy(Caller caller, AtomicInteger next, int claims, long until) {
    for (int i = next.getAndIncrement(); i < claims; i = next.getAndIncrement()) {
      Caller.Got got;
      do {
        got = caller.claim("sale", "k" + i, phone("u" + i));
      } while (got.status() == 503 && System.nanoTime() < until);
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
}
