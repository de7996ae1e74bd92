package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manna.simulation.net.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log in Redis knows of the stock, where nodes serve. */
final class RedisStockTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final AtomicInteger NAMES = new AtomicInteger();

  private static final String SALE =
      "{\"kind\":\"sale\",\"skus\":[{\"id\":\"phone\",\"stock\":9},{\"id\":\"case\",\"stock\":4}]}";

  private static final String RAIN =
      "{\"kind\":\"red-packet\",\"currency\":\"CNY\",\"budgetCents\":1000,\"packets\":10,"
          + "\"split\":{\"kind\":\"even\"}}";

  @TempDir static Path folder;
  private static RedisProcess redis;
  private static SharedDatabase database;

  private final String name = "stock-" + NAMES.incrementAndGet();
  private final List<Throwable> fatal = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void begin() {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
    database = SharedDatabase.fresh();
  }

  @AfterAll
  static void end() {
    redis.close();
  }

  private Server start(Map<Setting, String> more) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.resolve("data").toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.LOG, redis.uri());
    flags.put(Setting.LOG_NAME, name);
    flags.put(Setting.LOG_DATABASE, database.log());
    flags.put(Setting.LOG_DATABASE_USER, "postgres");
    flags.put(Setting.LEDGER, "none");
    flags.put(Setting.NODE, "n");
    flags.put(Setting.SHUTDOWN_SECONDS, "1");
    flags.put(Setting.LEAVE_SECONDS, "0");
    flags.putAll(more);
    return Server.start(Config.read(null, Map.of(), flags), line -> {}, fatal::add);
  }

  private static Caller.Got order(Caller caller, String key, String sku, int units) {
    return caller.claim(
        "hot",
        key,
        "{\"user\":\"ann\",\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}".formatted(sku, units));
  }

  private String stock(String item) {
    return redis.ask("HGET", "manna:{" + name + "}:stock", item);
  }

  /** As the guide says it. */
  @Test
  void shouldTellWhoeverAsksRedisWhatIsFree() {
    try (Server server = start(Map.of())) {
      Caller caller = new Caller(server.port());
      caller.put("/v1/campaigns/hot", SALE).is(201);
      assertThat(stock("hot/phone")).isEqualTo("9");
      String order = "{\"user\":\"ann\",\"lines\":[{\"sku\":\"case\",\"quantity\":3}],";
      caller.claim("hot", "k1", order + "\"holdSeconds\":900}").is(200);
      assertThat(stock("hot/case")).isEqualTo("1");
      caller.post("/v1/grants/hot.1/cancel", null).is(200);
      assertThat(stock("hot/case")).isEqualTo("4");
      order(caller, "k2", "phone", 9).is(200);
      assertThat(stock("hot/phone")).isEqualTo("0");
      caller.put("/v1/campaigns/rain", RAIN).is(201);
      caller.claim("rain", "k3", "{\"user\":\"ann\"}").is(200);
      assertThat(stock("rain/packet")).isEqualTo("9");
      assertThat(stock("rain/budget")).isEqualTo("900");
    }
    assertThat(fatal).isEmpty();
  }

  /** A node that believes in one more than there is must not give it to anybody. */
  @Test
  void shouldEndANodeThatGivesMoreThanThereIs() {
    try (Server server = start(Map.of())) {
      Caller caller = new Caller(server.port());
      caller.put("/v1/campaigns/hot", SALE).is(201);
      redis.ask("HINCRBY", "manna:{" + name + "}:stock", "hot/phone", "-1");
      order(caller, "k1", "phone", 8).is(200);
      Thread.startVirtualThread(() -> order(caller, "k2", "phone", 1));
      await().atMost(LONG).until(() -> !fatal.isEmpty());
      assertThat(fatal.getFirst())
          .hasMessageContaining(
              "item hot/phone has a stock of 0, and a batch would change it by -1");
      assertThat(redis.ask("HGET", "manna:{" + name + "}:meta", "position")).isEqualTo("3");
    }
  }

  @Test
  void shouldGiveAwayNoMoreThanTheWindowBeforeItIsDrained() {
    Map<Setting, String> small = Map.of(Setting.LOG_WINDOW_UNITS, "4");
    try (Server server = start(small)) {
      Caller caller = new Caller(server.port());
      caller.put("/v1/campaigns/hot", SALE).is(201);
      order(caller, "k1", "phone", 3).is(200);
      assertThat(order(caller, "k2", "phone", 2).is(503).detail())
          .contains("takes 3 units of hot/phone", "more than 4 (the window)");
      order(caller, "k3", "case", 4).is(200);
      assertThat(order(caller, "k4", "phone", 5).is(503).detail())
          .contains("a batch takes 5 units of hot/phone, and the window is 4 units of an item");
    }
    Map<Setting, String> kept =
        Map.of(
            Setting.LOG_WINDOW_UNITS, "4",
            Setting.LEDGER, database.ledger(),
            Setting.LEDGER_USER, "postgres");
    try (Server server = start(kept)) {
      Caller caller = new Caller(server.port());
      await().atMost(LONG).until(() -> order(caller, "k2", "phone", 2).status() == 200);
      assertThat(stock("hot/phone")).isEqualTo("4");
    }
    assertThat(fatal).isEmpty();
  }
}
