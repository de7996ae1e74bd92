package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import dev.manna.core.wire.Encoder;
import dev.manna.core.wire.EventCodec;
import dev.manna.engine.Answered;
import dev.manna.engine.EmbeddedEngine;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.SecondOpinion;
import dev.manna.engine.journal.RealDisk;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal that is copied to where nodes could go on, and answers that are decided again there.
 */
@Timeout(240)
final class ShadowTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int CALLERS = 8;
  private static final int CLAIMS = 120;

  private static final Map<String, String> CAMPAIGNS =
      Map.of(
          "wheel",
          "{\"kind\":\"lottery\",\"noPrizeWeight\":3,\"limits\":{\"perUser\":2},"
              + "\"prizes\":[{\"id\":\"a\",\"weight\":1,\"stock\":40},"
              + "{\"id\":\"b\",\"weight\":1,\"stock\":\"unlimited\"}]}",
          "rain",
          "{\"kind\":\"red-packet\",\"budgetCents\":5000,\"packets\":150,\"currency\":\"CNY\","
              + "\"limits\":{\"perUser\":9},"
              + "\"split\":{\"kind\":\"double-mean\",\"minCents\":1,\"maxCents\":200}}",
          "sale",
          "{\"kind\":\"sale\",\"skus\":[{\"id\":\"phone\",\"stock\":100}],"
              + "\"limits\":{\"perUser\":3}}");

  @TempDir private Path folder;
  private final SharedDatabase database = SharedDatabase.fresh();
  private final List<String> said = new ArrayList<>();
  private RedisProcess redis;

  @BeforeEach
  void begin() {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
  }

  @AfterEach
  void end() {
    redis.close();
  }

  private Config config(Map<Setting, String> more) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.resolve("data").toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.LEDGER, "none");
    flags.put(Setting.LEAVE_SECONDS, "0");
    flags.put(Setting.SNAPSHOT_EVENTS, "300");
    flags.putAll(more);
    return Config.read(null, Map.of(), flags);
  }

  private Server start(Map<Setting, String> more) {
    return Server.start(config(more), said::add, e -> fail("the process would end", e));
  }

  private Map<Setting, String> inRedis(Setting place) {
    return Map.of(
        place,
        redis.uri(),
        Setting.LOG_DATABASE,
        database.log(),
        Setting.LOG_DATABASE_USER,
        "postgres");
  }

  private static Caller caller(Server server) {
    return new Caller(server.port());
  }

  private static double meter(Server server, String name) {
    return caller(server)
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  /** Claims of all kinds at once: given, missed, sold out, over a limit, and sent again. */
  private void crowd(Server server) throws InterruptedException {
    CAMPAIGNS.forEach((id, body) -> caller(server).put("/v1/campaigns/" + id, body).is(201));
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int caller = i;
      crowd.add(Thread.startVirtualThread(() -> claim(server, caller)));
    }
    for (Thread each : crowd) {
      each.join();
    }
  }

  private static void claim(Server server, int caller) {
    for (int i = 0; i < CLAIMS; i++) {
      String key = caller + "-" + (i % 50 == 49 ? i - 1 : i);
      String user = "u" + (i % 37);
      caller(server).claim("wheel", key, "{\"user\":\"" + user + "\"}");
      caller(server).claim("rain", key, "{\"user\":\"" + user + "\"}");
      String lines = "\"lines\":[{\"sku\":\"phone\",\"quantity\":1}],\"holdSeconds\":1";
      caller(server).claim("sale", key, "{\"user\":\"" + user + "\"," + lines + "}");
    }
  }

  private void assertSame(Map<Setting, String> shadow, Map<Setting, String> nodes)
      throws InterruptedException {
    String answer;
    long end;
    try (Server server = start(shadow)) {
      crowd(server);
      answer = caller(server).claim("wheel", "mine", "{\"user\":\"me\"}").is(200).body();
      await()
          .atMost(LONG)
          .until(() -> meter(server, "manna_shadow_compared_total") >= 3 * CALLERS * CLAIMS + 1);
      assertThat(meter(server, "manna_shadow_differences_total")).isZero();
      assertThat(meter(server, "manna_shadow_missed_total")).isZero();
      assertThat(meter(server, "manna_shadow_trouble")).isZero();
      assertThatThrownBy(() -> start(nodes))
          .isInstanceOf(Complaint.class)
          .hasMessageContaining("it is the shadow of a server that runs (shadow-");
    }
    assertThat(said).anyMatch(each -> each.matches("shadow at position .*, 0 differences, 0 .*"));
    String stopped =
        said.stream().filter(each -> each.startsWith("stopped at")).findFirst().orElseThrow();
    end = Long.parseLong(stopped.replaceFirst(",.snapshot.*", "").replaceAll("[^0-9]", ""));
    try (Server node = start(nodes)) {
      String again = caller(node).claim("wheel", "mine", "{\"user\":\"me\"}").is(200).body();
      assertThat(again).isEqualTo(answer);
      long position = caller(node).get("/health/ready").json().path("position").asLong();
      assertThat(position).as("all of it was copied").isGreaterThanOrEqualTo(end);
    }
    try (Server old = start(shadow)) {
      await().atMost(LONG).until(() -> meter(old, "manna_shadow_trouble") == 1);
      caller(old).claim("wheel", "mine", "{\"user\":\"me\"}").is(200);
    }
    assertThat(said).last().asString().startsWith("stopped at");
    assertThat(said).anyMatch(each -> each.contains("has joined that log, which goes on without"));
  }

  @Test
  void shouldAnswerTheSameInRedisAndGoOnThere() throws InterruptedException {
    assertSame(inRedis(Setting.SHADOW), inRedis(Setting.LOG));
  }

  @Test
  void shouldAnswerTheSameInPostgresAndGoOnThere() throws InterruptedException {
    assertSame(
        Map.of(Setting.SHADOW, database.log(), Setting.LOG_USER, "postgres"),
        Map.of(Setting.LOG, database.log(), Setting.LOG_USER, "postgres"));
  }

  /** Nobody waits for what is not there, and what was written meanwhile is copied then. */
  @Test
  void shouldAnswerWhileTheOtherPlaceIsAway() {
    redis.kill();
    try (Server server = start(inRedis(Setting.SHADOW))) {
      caller(server).put("/v1/campaigns/wheel", CAMPAIGNS.get("wheel")).is(201);
      caller(server).claim("wheel", "k", "{\"user\":\"ann\"}").is(200);
      await().atMost(LONG).until(() -> meter(server, "manna_shadow_trouble") == 1);
      redis.start();
      await().atMost(LONG).until(() -> meter(server, "manna_shadow_compared_total") == 1);
      assertThat(meter(server, "manna_shadow_lag_events")).isZero();
      redis.kill();
      caller(server).claim("wheel", "l", "{\"user\":\"bob\"}").is(200);
      await().atMost(LONG).until(() -> meter(server, "manna_shadow_trouble") == 1);
      redis.start();
      await().atMost(LONG).until(() -> meter(server, "manna_shadow_compared_total") == 2);
      assertThat(meter(server, "manna_shadow_differences_total")).isZero();
    }
  }

  @Test
  void shouldRefuseWhatCannotBeAShadow() {
    assertThatThrownBy(() -> start(Map.of(Setting.SHADOW, redis.uri())))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("logDatabase: is missing; a log in Redis needs");
    Map<Setting, String> shared =
        Map.of(Setting.LOG, database.log(), Setting.SHADOW, database.log());
    assertThatThrownBy(() -> start(shared))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("shadow: is not allowed with a log that several nodes share");
  }

  private static Lottery wheel(long stock) {
    return new Lottery(
        Terms.open(""),
        0,
        List.of(new Lottery.Prize("a", "", 1, stock)),
        new Lottery.WhenGone.Miss());
  }

  /** Another stock than the journal's: there the second claim finds nothing. */
  private static Batch planted(Batch batch) {
    Encoder bytes = new Encoder();
    EventCodec.read(
        batch,
        EventCodec.Claimants.NAMES_ONLY,
        (event, position) ->
            EventCodec.write(
                event instanceof Event.Defined it
                    ? new Event.Defined(
                        it.campaign(), it.version(), wheel(1), it.secret(), it.draft())
                    : event,
                bytes));
    return new Batch(batch.first(), batch.count(), batch.timeMillis(), bytes.view());
  }

  @Test
  void shouldFindAndNameWhatIsDifferent() throws IOException {
    Config there = Objects.requireNonNull(config(inRedis(Setting.SHADOW)).shadow());
    AtomicLong clock = new AtomicLong(1_000);
    List<String> named = new ArrayList<>();
    try (EmbeddedEngine engine =
        EmbeddedEngine.open(
            RealDisk.make(folder.resolve("data")),
            clock::get,
            new SecureLuck(),
            EngineOptions.defaults())) {
      Answered answers = new Answered(16);
      engine.writer().show(answers);
      SecondOpinion opinion = new SecondOpinion(answers, named::add);
      Shadow shadow =
          new Shadow(
              lost -> ShadowPlace.join(there, engine.journal(), lost),
              engine.journal(),
              opinion,
              ShadowTest::planted);
      ask(engine, new Command.Define("wheel", wheel(9), 0));
      ask(engine, new Command.Draw("wheel", "ann", "k1", 1));
      ask(engine, new Command.Draw("wheel", "bob", "k2", 1));
      while (shadow.doWork()) {
        Thread.onSpinWait();
      }
      assertThat(opinion.compared()).isEqualTo(2);
      assertThat(opinion.differences()).isEqualTo(2);
      shadow.close();
    }
    assertThat(named)
        .anyMatch(each -> each.contains("at positions 2 to 2 stands another batch"))
        .anyMatch(
            each ->
                each.contains("campaign wheel, user bob, key k2, after position 3:")
                    && each.contains("item=a")
                    && each.contains("decided there is"))
        .noneMatch(each -> each.contains("user ann"));
  }

  private static void ask(EmbeddedEngine engine, Command command) {
    List<Reply> replies = new ArrayList<>();
    engine.submit(command, replies::add);
    engine.writer().doWork();
    assertThat(replies).hasSize(1).noneMatch(Reply.Refused.class::isInstance);
  }
}
