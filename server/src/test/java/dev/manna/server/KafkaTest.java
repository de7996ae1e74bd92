package dev.manna.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import dev.manna.simulation.net.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server writes into Kafka, and how its operators start that again. */
final class KafkaTest {
  @TempDir private static Path brokers;

  private static KafkaProcess broker;

  @TempDir private Path folder;

  @BeforeAll
  static void startBroker() {
    broker = new KafkaProcess(brokers.resolve("broker"), Map.of()).start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static KafkaConsumer<String, String> consumer(String isolation) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.servers(), "isolation.level", isolation);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }

  /** What is committed in a topic, in the order of the log. */
  private static List<ConsumerRecord<String, String>> committed(String topic) {
    List<ConsumerRecord<String, String>> all = new ArrayList<>();
    Map<TopicPartition, Long> ends;
    try (KafkaConsumer<String, String> consumer = consumer("read_uncommitted")) {
      ends =
          consumer.endOffsets(
              consumer.partitionsFor(topic).stream()
                  .map(each -> new TopicPartition(topic, each.partition()))
                  .toList());
    }
    try (KafkaConsumer<String, String> consumer = consumer("read_committed")) {
      Set<TopicPartition> partitions = ends.keySet();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    all.sort(Comparator.comparingLong(record -> Long.parseLong(header(record, "position"))));
    return all;
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return Arrays.stream(record.headers().toArray())
        .filter(header -> header.key().equals(name))
        .map(header -> new String(header.value(), UTF_8))
        .collect(Collectors.joining());
  }

  @Test
  void shouldWriteAWinIntoKafka() {
    try (Server server = new KafkaRig(broker, folder).start("wins")) {
      KafkaRig.begin(server, "alice");
      Caller caller = new Caller(server.port());
      KafkaRig.awaitCaughtUp(server);
      assertThat(KafkaRig.ready(server)).contains("\"name\":\"ledger\"").contains("\"ok\":true");
      assertThat(caller.get("/metrics").body())
          .contains("manna_feed_lag_events{sink=\"kafka\"} 0.0")
          .contains("manna_feed_lag_events{sink=\"ledger\"}");
    }
    ConsumerRecord<String, String> win = committed("wins").getLast();
    assertThat(win.key()).isEqualTo("wheel");
    assertThat(header(win, "grants")).isEqualTo("wheel.1");
    assertThat(header(win, "content-type")).startsWith("application/cloudevents+json");
    assertThat(win.value())
        .contains("\"type\":\"dev.manna.drawn.v1\"")
        .contains("\"user\":\"alice\"")
        .contains("\"grants\":[{\"id\":\"wheel.1\",\"item\":\"pen\",\"quantity\":1}]");
  }

  @ParameterizedTest
  @EnumSource
  void shouldWriteOnceForAllNodesThatShareALog(SharedLogs logs) {
    try (SharedLogs.Place place = logs.fresh(folder);
        Server first = node(place, logs.topic())) {
      KafkaRig.begin(first, "alice");
      KafkaRig.awaitCaughtUp(first);
      try (Server second = node(place, logs.topic())) {
        KafkaRig.draws(second, "bob");
        KafkaRig.awaitCaughtUp(first);
        await().until(() -> !KafkaRig.ready(second).contains("\"name\":\"kafka\""));
        assertThat(new Caller(second.port()).get("/metrics").body())
            .contains("manna_feed_position{sink=\"kafka\"} NaN");
        first.stop();
        KafkaRig.draws(second, "carol");
        KafkaRig.awaitCaughtUp(second);
      }
    }
    List<String> positions =
        committed(logs.topic()).stream().map(each -> header(each, "position")).toList();
    assertThat(positions).doesNotHaveDuplicates();
    assertThat(committed(logs.topic()).stream().map(ConsumerRecord::value))
        .filteredOn(each -> each.contains("dev.manna.drawn.v1"))
        .hasSize(3);
  }

  private Server node(SharedLogs.Place place, String topic) {
    Map<Setting, String> flags = new EnumMap<>(place.settings());
    flags.put(Setting.DATA, folder.toString());
    flags.put(Setting.PORT, "0");
    flags.put(Setting.KAFKA, broker.servers());
    flags.put(Setting.KAFKA_TOPIC, topic);
    Config config = Config.read(null, Map.of(), flags);
    return Server.start(config, line -> {}, e -> fail("the process would end", e));
  }

  @Test
  void shouldStartAgainWhileTheServerRuns() {
    try (Server server = new KafkaRig(broker, folder).start("again")) {
      KafkaRig.begin(server, "alice");
      KafkaRig.awaitCaughtUp(server);
      int before = committed("again").size();
      KafkaRig.Said restart =
          new KafkaRig(broker, folder).with("again", "stream", "restart", "--from", "1");
      assertThat(restart.err()).isEmpty();
      assertThat(restart.out())
          .isEqualTo(
              "again at %s starts again from position 1; it stood at %d%n"
                  .formatted(broker.servers(), before));
      await().atMost(Duration.ofSeconds(40)).until(() -> committed("again").size() == 2 * before);
      KafkaRig.draws(server, "bob");
      KafkaRig.awaitCaughtUp(server);
      assertThat(committed("again")).hasSize(2 * before + 1);
      KafkaRig.Said late =
          new KafkaRig(broker, folder).with("again", "stream", "restart", "--from", "9999");
      assertThat(late.status()).isEqualTo(1);
      assertThat(late.err())
          .contains(" stands at position ")
          .contains("; up to there it can start again");
      assertThat(
              new KafkaRig(broker, folder)
                  .with("again", "stream", "restart", "--from", "2020-01-01T00:00:00Z")
                  .out())
          .contains("from position 1;");
    }
  }

  @Test
  void shouldSayWhatCannotBeStartedAgain() {
    try (Server server = new KafkaRig(broker, folder).start("refused")) {
      KafkaRig.begin(server, "alice");
      KafkaRig.awaitCaughtUp(server);
    }
    assertThat(
            new KafkaRig(broker, folder)
                .with("refused", "stream", "restart", "--from", "yesterday")
                .err())
        .contains("--from \"yesterday\": a position, from 1 on, or a time such as 2026-11-21T08");
    assertThat(
            new KafkaRig(broker, folder).with("refused", "stream", "restart", "--from", "0").err())
        .contains("--from \"0\": a position, from 1 on");
    assertThat(KafkaRig.run("stream", "restart", "--data", folder.toString(), "--from", "1").err())
        .contains("the settings name no stream; name one with --kafka");
    Path nowhere = folder.resolve("nowhere");
    String[] wrong = {
      "stream", "restart", "--data", "" + nowhere, "--from", "1", "--kafka", broker.servers()
    };
    assertThat(KafkaRig.run(wrong).err()).contains("nowhere: there is no such directory");
  }

  /** A broker that is away stops nobody, and gets everything when it is back. */
  @Test
  void shouldServeWhileTheBrokerIsAway() {
    broker.kill();
    try (Server server = new KafkaRig(broker, folder).start("away")) {
      KafkaRig.begin(server, "alice");
      await()
          .atMost(Duration.ofSeconds(40))
          .until(() -> KafkaRig.ready(server).matches(".*\"name\":\"kafka\"[^}]*\"ok\":false.*"));
      KafkaRig.draws(server, "bob");
      broker.start();
      KafkaRig.awaitCaughtUp(server);
      assertThat(committed("away").getLast().value()).contains("\"user\":\"bob\"");
    }
  }
}
