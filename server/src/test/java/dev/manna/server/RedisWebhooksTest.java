package dev.manna.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.manna.server.child.ServerProcess;
import dev.manna.server.cli.Manna;
import dev.manna.simulation.net.RedisProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes over a log in Redis: one of them tells the targets of webhooks, whoever dies. */
@Timeout(300)
final class RedisWebhooksTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final List<String> NAMES = List.of("a", "b", "c");

  private static final String WHEEL =
      "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"car\",\"weight\":1,\"stock\":100000}]}";

  @TempDir private Path folder;
  private final SharedDatabase database = SharedDatabase.fresh();
  private final List<ServerProcess> nodes = new ArrayList<>();
  private RedisProcess redis;
  private HttpServer receiver;
  private Path settings;
  private int claimed;

  /** How often each claim was told of. */
  private final Map<String, AtomicInteger> told = new ConcurrentHashMap<>();

  @BeforeEach
  void begin() throws IOException {
    redis = RedisProcess.server(folder.resolve("redis"), RedisProcess.FSYNCED).start();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            told.computeIfAbsent(user(body), user -> new AtomicInteger()).incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
          }
        });
    receiver.start();
    settings = settings();
    for (String name : NAMES) {
      Path own = Files.createDirectory(folder.resolve(name));
      ServerProcess node = new ServerProcess(own, "--config", settings.toString(), "--node", name);
      nodes.add(node);
      node.start();
      node.awaitReady();
    }
  }

  private static String user(String body) {
    return body.replaceFirst("(?s).*\"user\":\"([^\"]*)\".*", "$1");
  }

  private Path settings() throws IOException {
    Path secret = folder.resolve("shop.secret");
    Files.writeString(secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    String at = "127.0.0.1:" + receiver.getAddress().getPort();
    return Files.writeString(
        folder.resolve("manna.yaml"),
        """
        log: %s
        logDatabase: %s
        logDatabaseUser: postgres
        ledger: none
        snapshotEvents: 100
        leaveSeconds: 1
        webhooks:
          allow: ["%s"]
          inside: [127.0.0.0/8]
          hooks:
            - name: shop
              url: http://%s/hook
              secrets: %s
              types: [dev.manna.drawn.v1]
              perSecond: 10000
        """
            .formatted(redis.uri(), database.log(), at, at, secret));
  }

  @AfterEach
  void end() {
    nodes.forEach(ServerProcess::close);
    receiver.stop(0);
    redis.close();
  }

  private static Caller caller(ServerProcess node) {
    return new Caller(node.uri().getPort());
  }

  /** By the nodes in turn; whoever is told nothing asks again, wherever somebody answers. */
  private List<String> claim(int claims, List<ServerProcess> of) {
    List<String> users = new ArrayList<>();
    for (int i = 0; i < claims; i++) {
      claimed++;
      String user = "u" + claimed;
      int first = i;
      AtomicInteger attempt = new AtomicInteger();
      await()
          .atMost(LONG)
          .until(() -> isGiven(user, of.get((first + attempt.getAndIncrement()) % of.size())));
      users.add(user);
    }
    return users;
  }

  private boolean isGiven(String user, ServerProcess node) {
    try {
      return caller(node).claim("wheel", "k-" + user, "{\"user\":\"" + user + "\"}").status()
          == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private int toldOf(String user) {
    return told.getOrDefault(user, new AtomicInteger()).get();
  }

  private void awaitTold(List<String> users) {
    await().atMost(LONG).until(() -> users.stream().allMatch(each -> toldOf(each) > 0));
  }

  private void assertToldOnce(List<String> users) {
    awaitTold(users);
    assertThat(users).allMatch(each -> toldOf(each) == 1);
  }

  /** The one that was first to register of those that live. */
  private ServerProcess teller() {
    String name =
        database
            .rows(
                "SELECT node FROM manna_node WHERE \"left\" IS NULL"
                    + " ORDER BY epoch DESC, registered")
            .getFirst();
    return nodes.get(NAMES.indexOf(name.substring(0, 1)));
  }

  @Test
  void shouldTellOfEachByOneNodeWhoeverDies() {
    caller(nodes.get(0)).put("/v1/campaigns/wheel", WHEEL).is(201);
    assertToldOnce(claim(90, nodes));
    ServerProcess dying = teller();
    List<ServerProcess> living = nodes.stream().filter(each -> !each.equals(dying)).toList();
    List<String> around = claim(30, nodes);
    dying.kill();
    around.addAll(claim(30, living));
    awaitTold(around);
    assertToldOnce(claim(30, living));
    dying.start();
    dying.awaitReady();
    assertToldOnce(claim(30, nodes));
    long epoch = epoch();
    around.addAll(claim(10, nodes));
    redis.kill();
    redis.start();
    await().atMost(LONG).until(() -> epoch() > epoch);
    List<String> after = claim(30, nodes);
    awaitTold(around);
    awaitTold(after);
    assertToldOnce(claim(30, nodes));
    assertThatATargetStartsAgain();
  }

  private long epoch() {
    return Long.parseLong(redis.ask("HGET", "manna:{manna}:meta", "epoch"));
  }

  /** From a place that Redis still holds, beside nodes that go on. */
  private void assertThatATargetStartsAgain() {
    await()
        .atMost(LONG)
        .until(() -> !redis.ask("HGET", "manna:{manna}:meta", "trimmed").equals("0"));
    told.clear();
    int last = claimed;
    String end = redis.ask("HGET", "manna:{manna}:meta", "position");
    assertThat(restart(end)).startsWith("0 shop starts again from position ");
    awaitTold(List.of("u" + last));
    assertThat(told).containsOnlyKeys("u" + last);
    assertThat(restart("2")).startsWith("1 manna: --from 2: log manna at redis://127.0.0.1:");
  }

  private String restart(String from) {
    StringWriter out = new StringWriter();
    PrintWriter to = new PrintWriter(out, true);
    int exit =
        Manna.commandLine()
            .setOut(to)
            .setErr(to)
            .execute(
                "webhooks",
                "restart",
                "--target",
                "shop",
                "--from",
                from,
                "--config",
                settings.toString());
    return exit + " " + out;
  }
}
