package dev.manna.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import dev.manna.server.cli.Manna;
import dev.manna.stream.rocketmq.broker.RocketMq;
import dev.manna.stream.rocketmq.broker.RocketMq.Stored;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.client.apis.ClientConfiguration;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.PushConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server sends to RocketMQ, how it is consumed, and how it is started again. */
final class RocketMqTest {
  private static final String WIN =
      "{\"kind\":\"lottery\",\"prizes\":[{\"id\":\"pen\",\"weight\":1,\"stock\":9}]}";

  private static RocketMq broker;

  @TempDir private Path folder;

  /** A consumer that books each grant once, however often its message comes. */
  private static final class Booking implements AutoCloseable {
    private final Set<String> booked = ConcurrentHashMap.newKeySet();
    private final List<Long> positions = new ArrayList<>();
    private final PushConsumer consumer;

    Booking(String topic) throws ClientException {
      ClientConfiguration settings =
          ClientConfiguration.newBuilder().setEndpoints(broker.endpoint()).enableSsl(false).build();
      consumer =
          ClientServiceProvider.loadService()
              .newPushConsumerBuilder()
              .setClientConfiguration(settings)
              .setConsumerGroup("books")
              .setSubscriptionExpressions(Map.of(topic, FilterExpression.SUB_ALL))
              .setMessageListener(this::take)
              .build();
    }

    private synchronized ConsumeResult take(MessageView message) {
      positions.add(Long.parseLong(message.getProperties().get("position")));
      String grants = message.getProperties().getOrDefault("grants", "");
      for (String grant : grants.split(",", -1)) {
        if (!grant.isEmpty() && booked.add(grant)) {
          assertThat(UTF_8.decode(message.getBody()).toString()).contains(grant);
        }
      }
      return ConsumeResult.SUCCESS;
    }

    synchronized List<Long> positions() {
      return List.copyOf(positions);
    }

    /** Nobody waits for its end, which takes as long as the broker holds a request. */
    @Override
    public void close() {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try {
                  consumer.close();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  @BeforeAll
  static void startBroker() {
    System.setProperty(
        "rocketmq.logback.configurationFile", "dev/manna/stream/rocketmq/client-log.xml");
    broker = RocketMq.start();
    broker.topic("wins", "FIFO");
    for (SharedLogs each : SharedLogs.values()) {
      broker.topic(each.topic(), "FIFO");
    }
    broker.group("books");
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private Server start() {
    return start("wins", Map.of());
  }

  private Server start(String topic, Map<Setting, String> more) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.DATA, folder.toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.SEGMENT_MIB, "1");
    flags.put(Setting.RESERVE_MIB, "0");
    flags.put(Setting.ROCKETMQ, broker.endpoint());
    flags.put(Setting.ROCKETMQ_TOPIC, topic);
    flags.putAll(more);
    Config config = Config.read(null, Map.of(), flags);
    return Server.start(config, line -> {}, e -> fail("the process would end", e));
  }

  private static void draws(Server server, String user) {
    new Caller(server.port())
        .claim("wheel", user + "-1", "{\"user\":\"" + user + "\",\"draws\":1}")
        .is(200);
  }

  private static void awaitCaughtUp(Server server) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () ->
                new Caller(server.port())
                    .get("/health/ready")
                    .body()
                    .matches(".*\"name\":\"rocketmq\"[^}]*\"behindEvents\":0.*"));
  }

  @Test
  void shouldSendAWinToRocketMqAndStartAgain() throws ClientException {
    try (Booking books = new Booking("wins")) {
      try (Server server = start()) {
        new Caller(server.port()).put("/v1/campaigns/wheel", WIN).is(201);
        draws(server, "alice");
        awaitCaughtUp(server);
        await().atMost(Duration.ofSeconds(40)).until(() -> books.booked.contains("wheel.1"));
      }
      List<Long> once = books.positions();
      assertThat(once).containsSubsequence(2L, 3L).doesNotHaveDuplicates();
      assertThat(restart("7")).contains("stands at position 3; up to there it can start again");
      assertThat(restart("2")).contains("wins starts again from position 2; it stood at 3");
      try (Server server = start()) {
        draws(server, "bob");
        awaitCaughtUp(server);
        await().atMost(Duration.ofSeconds(40)).until(() -> books.booked.contains("wheel.2"));
      }
      List<Long> all = books.positions();
      assertThat(all).hasSize(once.size() + 3).endsWith(2L, 3L, 4L);
      assertThat(books.booked).containsExactlyInAnyOrder("wheel.1", "wheel.2");
      assertThat(reconcile())
          .isEqualTo(
              "0 rocketmq, wins at %s: the stream is what the log says: at position 4; its messages"
                      .formatted(broker.endpoint())
                  + " were not read\n");
    }
  }

  /** Two nodes, of which one sends, and the other goes on where that one was. */
  @ParameterizedTest
  @EnumSource
  void shouldSendOnceWhereSeveralNodesShareTheLog(SharedLogs logs) {
    try (SharedLogs.Place place = logs.fresh(folder)) {
      assertThatTheySendOnce(logs.topic(), place);
    }
  }

  private void assertThatTheySendOnce(String topic, SharedLogs.Place place) {
    try (Server first = start(topic, place.settings());
        Server other = start(topic, place.settings())) {
      new Caller(other.port()).put("/v1/campaigns/wheel", WIN).is(201);
      draws(other, "alice");
      awaitCaughtUp(first);
      awaitCaughtUp(other);
      first.stop();
      draws(other, "bob");
      awaitCaughtUp(other);
    }
    List<Stored> sent = broker.read(topic);
    assertThat(sent)
        .extracting(each -> each.properties().replaceFirst(".*;position=([0-9]+).*", "$1"))
        .containsExactlyInAnyOrder("1", "2", "3", "4");
    String of = " FROM manna_rocketmq WHERE topic = '" + topic + "'";
    assertThat(place.database().rows("SELECT position || ' ' || turn" + of)).containsExactly("4 2");
  }

  private String reconcile() {
    StringWriter out = new StringWriter();
    try {
      Path settings = folder.resolve("settings.yaml");
      String names = "rocketmq: " + broker.endpoint() + "\nrocketmqTopic: wins\n";
      Files.writeString(settings, names);
      int status =
          Manna.commandLine()
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(out, true))
              .execute(
                  "reconcile",
                  "--ledger",
                  "none",
                  "--config",
                  settings.toString(),
                  "--data",
                  folder.toString());
      return status + " " + out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String restart(String from) {
    StringWriter out = new StringWriter();
    Manna.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(
            "stream",
            "restart-rocketmq",
            "--data",
            folder.toString(),
            "--rocketmq-topic",
            "wins",
            "--from",
            from);
    return out.toString();
  }
}
