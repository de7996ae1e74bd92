package dev.manna.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A server that keeps a part of its log, and names in notices what the other part has defined. */
@Timeout(120)
final class TrimmedWebhooksTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String WHEEL =
      "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"car\",\"weight\":1,\"stock\":100000}]}";

  @TempDir private Path folder;

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer receiver;
  private int claimed;

  @BeforeEach
  void receive() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    receiver.start();
    Files.writeString(folder.resolve("shop.secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
  }

  @AfterEach
  void close() {
    receiver.stop(0);
  }

  private Server start(String keep) throws IOException {
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
              types: [dev.manna.drawn.v1]
              perSecond: 10000
        """
            .formatted(at, at, folder.resolve("shop.secret"));
    Path file = Files.writeString(folder.resolve("manna.yaml"), text);
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.resolve("data").toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.SEGMENT_MIB, "1");
    flags.put(Setting.RESERVE_MIB, "0");
    flags.put(Setting.SNAPSHOT_EVENTS, "50");
    flags.put(Setting.LEDGER, "none");
    flags.put(Setting.KEEP_LOG, keep);
    Config config = Config.read(file, Map.of(), flags);
    return Server.start(config, line -> {}, e -> fail("the process would end", e));
  }

  private void claim(Server server) {
    claimed++;
    String body = "{\"user\":\"u" + claimed + "\"}";
    new Caller(server.port()).claim("wheel", "k" + claimed, body).is(200);
  }

  private void claimUntil(Server server, BooleanSupplier done) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("after %d claims", claimed).isLessThan(deadline);
      claim(server);
    }
  }

  private boolean isTrimmed() {
    return !Files.exists(folder.resolve("data/segment-0000000001"));
  }

  private void awaitGrant(int number) {
    String id = "\"id\":\"wheel." + number + "\",\"item\":\"car\"";
    await().atMost(LONG).until(() -> bodies.stream().anyMatch(body -> body.contains(id)));
  }

  /** What is sent again is what it was the first time, or it is said from where it would be. */
  @Test
  void shouldStartAgainWhereASnapshotSaysWhatCameBefore() throws IOException {
    try (Server server = start("1MB")) {
      new Caller(server.port()).put("/v1/campaigns/wheel", WHEEL).is(201);
      claimUntil(server, this::isTrimmed);
      awaitGrant(claimed);
      List<String> before = List.copyOf(bodies);
      String last = restart(Integer.toString(claimed));
      assertThat(last)
          .startsWith("0 shop starts again from position %,d; it stood at ".formatted(claimed));
      await().atMost(LONG).until(() -> bodies.size() >= before.size() + 2);
      assertThat(before).containsAll(bodies);
      assertThat(restart("2"))
          .startsWith("1 manna: --from 2: ")
          .contains(
              ", and no snapshot says what came before that; name a later place, or put back");
    }
  }

  private String restart(String from) {
    StringWriter out = new StringWriter();
    int exit =
        Manna.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(out, true))
            .execute(
                "webhooks",
                "restart",
                "--target",
                "shop",
                "--from",
                from,
                "--data",
                folder.resolve("data").toString());
    return exit + " " + out;
  }

  @Test
  void shouldNameWhatTheLogDoesNotAnyMore() throws IOException {
    try (Server server = start("1MB")) {
      new Caller(server.port()).put("/v1/campaigns/wheel", WHEEL).is(201);
      claimUntil(server, this::isTrimmed);
      awaitGrant(claimed);
    }
    for (String keep : List.of("1MB", "all")) {
      bodies.clear();
      try (Server server = start(keep)) {
        claim(server);
        awaitGrant(claimed);
      }
      String body = bodies.getLast();
      assertThat(JsonMapper.shared().readTree(body).at("/subject").asString()).isEqualTo("wheel");
      assertThat(JsonMapper.shared().readTree(body).at("/data/user").asString())
          .isEqualTo("u" + claimed);
    }
  }
}
