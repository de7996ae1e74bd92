package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manna.engine.EngineOptions;
import dev.manna.engine.NodeEngine;
import dev.manna.log.postgres.Database;
import dev.manna.log.postgres.PostgresMembership;
import dev.manna.log.redis.RecoveryTimes;
import dev.manna.log.redis.RedisLog;
import dev.manna.log.redis.RedisLogOptions;
import dev.manna.log.redis.RedisNode;
import dev.manna.log.redis.SettingAside;
import dev.manna.server.child.ServerProcess;
import dev.manna.simulation.SimSnapshots;
import dev.manna.simulation.audit.Auditor;
import dev.manna.simulation.audit.Invariant;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The master of Redis dies, its replica lacks what was acknowledged last, and the one node that
 * knows it is silent: who has a receipt gets what he got, and nobody else does.
 */
final class RedisLossTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int WINDOW_UNITS = 10;
  private static final int STOCK = 12;

  /** What was set aside is released an hour after its two days. */
  private static final long RELEASED_MILLIS = TimeUnit.HOURS.toMillis(50);

  private static final String SALE =
      "{\"kind\":\"sale\",\"skus\":[{\"id\":\"phone\",\"stock\":" + STOCK + "}]}";

  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  @TempDir private Path folder;
  private final SharedDatabase database = SharedDatabase.fresh();
  private RedisProcess master;
  private RedisProcess replica;
  private RedisProcess sentinel;
  private ServerProcess hears;
  private ServerProcess silent;

  @BeforeEach
  void begin() throws IOException {
    List<String> lines = new ArrayList<>(RedisProcess.FSYNCED);
    lines.add("repl-diskless-sync-delay 0");
    master = RedisProcess.server(folder.resolve("master"), lines);
    lines.add("replicaof 127.0.0.1 " + master.port());
    replica = RedisProcess.server(folder.resolve("replica"), lines);
    sentinel = RedisProcess.sentinel(folder.resolve("sentinel"), master);
    master.start();
    replica.start();
    replica.await("master_link_status:up", "INFO", "replication");
    sentinel.start();
    sentinel.await("" + replica.port(), "SENTINEL", "REPLICAS", "manna");
    hears = node("hears");
    silent = node("silent");
  }

  @AfterEach
  void end() {
    hears.close();
    silent.close();
    sentinel.close();
    replica.close();
    master.close();
  }

  private String uri() {
    return "redis-sentinel://127.0.0.1:" + sentinel.port() + "#manna";
  }

  private ServerProcess node(String name) throws IOException {
    ServerProcess node =
        new ServerProcess(
            Files.createDirectory(folder.resolve(name)),
            "--log",
            uri(),
            "--log-database",
            database.log(),
            "--log-database-user",
            "postgres",
            "--log-window-units",
            "" + WINDOW_UNITS,
            "--ledger",
            "none",
            "--node",
            name,
            "--leave-seconds",
            "0");
    Files.createDirectories(node.data());
    Files.writeString(node.data().resolve("receipt.key"), KEY);
    node.start();
    node.awaitReady();
    return node;
  }

  private static Caller.Got order(
      ServerProcess node, String user, String key, int units, String receipt) {
    String body =
        "{\"user\":\"%s\",\"lines\":[{\"sku\":\"phone\",\"quantity\":%d}],\"receipt\":\"%s\"}"
            .formatted(user, units, receipt);
    return new Caller(node.uri().getPort()).claim("hot", key, body);
  }

  private JsonNode phones(ServerProcess node) {
    return new Caller(node.uri().getPort())
        .get("/v1/campaigns/hot/pools")
        .is(200)
        .json()
        .path("pools")
        .path(0);
  }

  private static String free(RedisProcess redis) {
    return redis.ask("HGET", "manna:{manna}:stock", "hot/phone");
  }

  @Test
  void shouldGiveBackWhatOnlyASilentNodeKnew() throws IOException {
    new Caller(hears.uri().getPort()).put("/v1/campaigns/hot", SALE).is(201);
    order(hears, "ann", "known", 3, "wanted").is(200);
    assertThat(free(master)).isEqualTo("9");
    await().atMost(LONG).until(() -> free(replica).equals("9"));
    Caller.Got won = loseWhatIsTold();

    assertThat(phones(hears).path("quarantined").asInt()).isEqualTo(WINDOW_UNITS - 3);
    assertThat(free(replica)).isEqualTo("2");
    order(hears, "bob", "rest", 2, "wanted").is(200);
    assertThat(order(hears, "bob", "more", 1, "wanted").is(409).code()).isEqualTo("all-held");
    String receipt = won.json().path("receipt").asString();
    assertThat(order(hears, "bob", "lost", 2, receipt).is(400).code()).isEqualTo("wrong-receipt");
    Caller.Got again = order(hears, "cid", "lost", 2, receipt).is(200);
    assertThat(worth(again)).isEqualTo(worth(won));
    assertThat(order(hears, "cid", "lost", 2, receipt).json().path("grants"))
        .isEqualTo(again.json().path("grants"));
    assertThat(phones(hears).path("quarantined").asInt()).isEqualTo(WINDOW_UNITS - 5);
    assertThat(free(replica)).isEqualTo("0");

    silent.resume();
    await().atMost(LONG).until(() -> silent.lastWords().contains("must be started again"));
    silent.kill();
    silent.start();
    silent.awaitReady();
    assertThat(phones(silent)).isEqualTo(phones(hears));
    silent.stop();
    hears.stop();
    assertThatTheRestComesBack();
    audit();
  }

  /** The answer to a claim that neither the replica nor the other node has heard of. */
  private Caller.Got loseWhatIsTold() {
    replica.kill();
    hears.suspend();
    silent.suspend();
    // Redis pushes the next batch to whoever waits for one; who is stopped waits no more by now.
    await().atMost(LONG).until(() -> master.ask("INFO", "clients").contains("blocked_clients:0"));
    silent.resume();
    Caller.Got won = order(silent, "cid", "lost", 2, "wanted").is(200);
    order(silent, "dan", "forgotten", 3, "wanted").is(200);
    master.kill();
    silent.suspend();
    hears.resume();
    replica.start();
    Caller caller = new Caller(hears.uri().getPort());
    await()
        .atMost(LONG)
        .until(
            () -> {
              Caller.Got ready = caller.get("/health/ready");
              return ready.status() == 200 && ready.json().path("epoch").asInt() > 1;
            });
    return won;
  }

  private static List<String> worth(Caller.Got claimed) {
    List<String> worth = new ArrayList<>();
    for (JsonNode each : claimed.json().path("grants")) {
      worth.add(each.path("item").asString() + " " + each.path("quantity").asInt());
    }
    assertThat(worth).isNotEmpty();
    return worth;
  }

  /** By a node whose clock is two days and more ahead. */
  private void assertThatTheRestComesBack() throws IOException {
    Database at = Database.at("jdbc:" + database.log(), "postgres", null);
    PostgresMembership members = PostgresMembership.of(at, "manna", System::nanoTime);
    RecoveryTimes times = RecoveryTimes.usual(() -> 0, () -> System.nanoTime() / 1_000_000);
    try (members;
        RedisNode log =
            RedisNode.join(
                RedisLogOptions.at("manna", uri()).withNode("later"),
                SettingAside.NOTHING,
                members,
                times,
                "later",
                LONG.toMillis(),
                millis -> LockSupport.parkNanos(millis * 1_000_000))) {
      NodeEngine engine =
          NodeEngine.join(
              log,
              SimSnapshots.calm(),
              () -> System.currentTimeMillis() + RELEASED_MILLIS,
              System::nanoTime,
              () -> 0,
              EngineOptions.defaults(),
              null);
      engine.writer().doWork();
      log.doWork();
    }
    assertThat(free(replica)).isEqualTo("" + (WINDOW_UNITS - 5));
  }

  private void audit() {
    Auditor auditor = new Auditor();
    RedisLogOptions options = RedisLogOptions.at("manna", uri());
    try (RedisLog log = RedisLog.open(options.withNode("auditor"), 1)) {
      log.read(
          0,
          batch -> {
            auditor.accept(batch);
            return true;
          });
    }
    assertThat(auditor.invariants()).allMatch(Invariant::held, "holds");
    assertThat(auditor.position()).isGreaterThan(8);
  }
}
