package dev.manna.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.net.httpserver.HttpServer;
import dev.manna.server.cli.Manna;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server whose settings name webhooks, and a real receiver. */
final class WebhooksTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> said = new ArrayList<>();
  private HttpServer receiver;
  private volatile int status = 204;

  @BeforeEach
  void receive() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(status, -1);
          }
        });
    receiver.start();
    Files.writeString(folder.resolve("shop.secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  private Server start(String... hook) {
    return start(Map.of(), hook);
  }

  private Server start(Map<Setting, String> more, String... hook) {
    String at = "127.0.0.1:" + receiver.getAddress().getPort();
    String text =
        """
        webhooks:
          allow: ["%s"]
          inside: [127.0.0.0/8]
          hooks:
            - name: shop
              url: http://%s/hook
              secrets: %s
              types: [dev.manna.deducted.v1]
              %s
        """
            .formatted(at, at, folder.resolve("shop.secret"), String.join("\n      ", hook));
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.resolve("data").toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.SEGMENT_MIB, "1");
    flags.put(Setting.RESERVE_MIB, "0");
    flags.put(Setting.LEDGER, "none");
    flags.putAll(more);
    try {
      Path file = Files.writeString(folder.resolve("manna.yaml"), text);
      Config config = Config.read(file, Map.of(), flags);
      return Server.start(config, said::add, e -> fail("the process would end", e));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void sell(Server server, String user) {
    Caller caller = new Caller(server.port());
    caller
        .put("/v1/campaigns/shop", "{\"kind\":\"sale\",\"skus\":[{\"id\":\"phone\",\"stock\":9}]}")
        .is(201);
    caller
        .claim(
            "shop",
            user + "-1",
            "{\"user\":\"" + user + "\",\"lines\":[{\"sku\":\"phone\",\"quantity\":2}]}")
        .is(200);
  }

  private List<String> users() {
    JsonMapper json = JsonMapper.shared();
    return bodies.stream()
        .map(body -> json.readTree(body).path("data").path("user").asString())
        .distinct()
        .toList();
  }

  private static JsonNode ready(Server server) {
    return new Caller(server.port()).get("/health/ready").json();
  }

  @Test
  void shouldTellATargetOfWhatHappens() {
    try (Server server = start()) {
      sell(server, "alice");
      await().atMost(LONG).until(() -> users().equals(List.of("alice")));
      await().atMost(LONG).until(() -> ready(server).at("/webhooks/0/pending").asInt() == 0);
      assertThat(ready(server).at("/followers/0/name").asString()).isEqualTo("webhook-shop");
      assertThat(ready(server).at("/webhooks/0/ok").asBoolean()).isTrue();
      assertThat(new Caller(server.port()).get("/metrics").body())
          .contains("manna_webhook_delivered_total{target=\"shop\"} 1.0")
          .contains("manna_webhook_failing_seconds{target=\"shop\"} 0.0")
          .contains("manna_feed_position{sink=\"webhook-shop\"}");
    }
    String at = "http://127.0.0.1:" + receiver.getAddress().getPort();
    assertThat(said).contains("webhook shop to " + at);
  }

  @Test
  void shouldBeginWhereItIsTold() {
    try (Server server = start("from: now")) {
      sell(server, "alice");
    }
    try (Server server = start("from: now")) {
      await().atMost(LONG).until(() -> users().equals(List.of("alice")));
      sell(server, "bob");
      await().atMost(LONG).until(() -> users().equals(List.of("alice", "bob")));
    }
    bodies.clear();
    for (String from : List.of("now", "start")) {
      rename("shop", from);
      try (Server server = start("from: " + from)) {
        sell(server, from);
        await().atMost(LONG).until(() -> users().contains(from));
        assertThat(users().contains("alice")).isEqualTo(from.equals("start"));
      }
    }
  }

  /** A target that was never seen before. */
  private void rename(String name, String from) {
    try {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(folder.resolve("data").resolve("webhooks.db" + suffix));
      }
    } catch (IOException e) {
      throw new AssertionError(name + from, e);
    }
  }

  @Test
  void shouldKeepWhatIsNotTakenOverAStop() {
    status = 500;
    try (Server server = start()) {
      sell(server, "alice");
      await().atMost(LONG).until(() -> ready(server).at("/webhooks/0/failingSeconds").asInt() > 0);
      assertThat(ready(server).at("/webhooks/0/pending").asInt()).isEqualTo(1);
      assertThat(command("list")).startsWith("0 target").contains("shop").contains("answers 500");
    }
    status = 200;
    bodies.clear();
    try (Server server = start()) {
      await().atMost(LONG).until(() -> ready(server).at("/webhooks/0/pending").asInt() == 0);
      assertThat(users()).containsExactly("alice");
    }
  }

  /** Also where nothing new happens: a target that has everything looks whether it was moved. */
  @Test
  void shouldStartAgainWhileTheServerRuns() {
    try (Server server = start()) {
      sell(server, "alice");
      await().atMost(LONG).until(() -> bodies.size() == 1);
      assertThat(restart("shop", "2020-01-01T00:00:00Z"))
          .isEqualTo(
              "0 shop starts again from position 1; it stood at 3. Taken out: 0 that waited, 0 dead"
                  + " letters\n");
      await().atMost(LONG).until(() -> bodies.size() == 2);
      assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
      assertThat(restart("shop", "3")).startsWith("0 shop starts again from position 3; it stood");
      await().atMost(LONG).until(() -> bodies.size() == 3);
      assertThat(restart("shop", "5"))
          .isEqualTo(
              "1 manna: --from 5: the target shop stands at position 3; up to there it can start"
                  + " again\n");
      assertThat(restart("shp", "1")).startsWith("1 manna: --target \"shp\": there is none");
      assertThat(restart("shop", "soon")).startsWith("1 manna: --from \"soon\": a position, from");
    }
    assertThat(users()).containsExactly("alice");
  }

  /** Two nodes, of which one sends, and the other goes on when that one is gone. */
  @Test
  void shouldSendOnceWhereSeveralNodesShareTheLog() {
    SharedDatabase database = SharedDatabase.fresh();
    Map<Setting, String> shared =
        Map.of(
            Setting.LOG, database.log(), Setting.LOG_USER, "postgres", Setting.LEAVE_SECONDS, "0");
    try (Server first = start(shared);
        Server other = start(shared)) {
      sell(other, "alice");
      await().atMost(LONG).until(() -> bodies.size() == 1);
      for (Server each : List.of(first, other)) {
        await().atMost(LONG).until(() -> ready(each).at("/followers/0/behindEvents").asInt() == 0);
        await().atMost(LONG).until(() -> ready(each).at("/webhooks/0/pending").asInt() == 0);
        assertThat(ready(each).at("/followers/0/position").asInt()).isEqualTo(3);
      }
      status = 500;
      sell(first, "bob");
      await().atMost(LONG).until(() -> bodies.size() >= 2);
      first.stop();
      status = 204;
      sell(other, "carol");
      await().atMost(LONG).until(() -> users().size() == 3);
      await().atMost(LONG).until(() -> ready(other).at("/webhooks/0/pending").asInt() == 0);
      assertThat(bodies.stream().filter(each -> each.contains("alice"))).hasSize(1);
      String[] log = {"--log", database.log(), "--log-user", "postgres"};
      assertThat(outside(log, "list")).startsWith("0 target").containsPattern("shop +5 +0 +0");
      assertThat(outside(log, "restart", "--target", "shop", "--from", "5"))
          .startsWith("0 shop starts again from position 5; it stood at 5.");
      await()
          .atMost(LONG)
          .until(() -> bodies.stream().filter(each -> each.contains("carol")).count() == 2);
    }
    assertThat(Files.exists(folder.resolve("data"))).as("nothing of it is a file").isFalse();
  }

  private String restart(String target, String from) {
    return command("restart", "--target", target, "--from", from);
  }

  @Test
  void shouldSayWhatIsWrongWithItsSecrets() throws IOException {
    Files.writeString(folder.resolve("shop.secret"), "whsec_short\n");
    assertThatThrownBy(() -> start().close())
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("manna.yaml:7: webhooks: hooks: shop: secrets: ")
        .hasMessageContaining("line 1: is no secret");
    Files.writeString(folder.resolve("shop.secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    start().close();
  }

  private String command(String... words) {
    return outside(new String[] {"--data", folder.resolve("data").toString()}, words);
  }

  private static String outside(String[] place, String... words) {
    StringWriter out = new StringWriter();
    List<String> all = new ArrayList<>(List.of("webhooks"));
    all.addAll(List.of(words));
    all.addAll(List.of(place));
    int exit =
        Manna.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .execute(all.toArray(String[]::new));
    return exit + " " + out;
  }
}
