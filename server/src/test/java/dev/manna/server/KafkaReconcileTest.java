package dev.manna.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.server.proof.LogBeside;
import dev.manna.simulation.net.KafkaProcess;
import dev.manna.stream.kafka.KafkaSink;
import dev.manna.stream.kafka.KafkaTarget;
import dev.manna.stream.kafka.KafkaView;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server has written into Kafka, compared with its log. */
final class KafkaReconcileTest {
  @TempDir private Path folder;
  private KafkaRig rig;

  @BeforeEach
  void startBroker() {
    KafkaProcess broker = new KafkaProcess(folder.resolve("broker"), Map.of()).start();
    rig = new KafkaRig(broker, folder.resolve("server"));
  }

  @AfterEach
  void stopBroker() {
    rig.close();
  }

  /** Beside the server, while it writes; and where its position runs ahead of what it wrote. */
  @Test
  void shouldCompareTheTopicWithTheLog() throws Exception {
    try (Server server = rig.start("compared")) {
      KafkaRig.begin(server, "alice");
      KafkaRig.awaitCaughtUp(server);
      for (String user : List.of("bob", "carol")) {
        KafkaRig.draws(server, user);
        assertThat(reconcile("compared").status()).isZero();
      }
      KafkaRig.awaitCaughtUp(server);
      rig.with("compared", "stream", "restart", "--from", "2");
      KafkaRig.awaitCaughtUp(server);
      KafkaRig.Said said = reconcile("compared");
      assertThat(said.out())
          .containsPattern(
              "kafka, compared at .*: the stream is what the log says: at position \\d+")
          .contains(" 0 of them deleted by the broker");
    }
    deleteTheFirst("compared");
    assertThat(reconcile("compared").out())
        .containsPattern("[1-9]\\d* of them deleted by the broker")
        .contains("the stream is what the log says");
    KafkaTarget target =
        new KafkaTarget(rig.servers(), "compared", "manna.positions", 1, 1 << 20, Map.of());
    try (KafkaProducer<String, String> stranger =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", rig.servers()),
            new StringSerializer(),
            new StringSerializer())) {
      stranger.send(new ProducerRecord<>(target.events(), "wheel", "{}")).get();
    }
    KafkaRig.Said said = reconcile("compared");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.out()).contains("says no position: it is none of this stream");
  }

  @Test
  void shouldNameTheGrantThatIsNotInTheTopic() throws Exception {
    try (Server server = rig.start("skipped")) {
      KafkaRig.begin(server, "alice");
      KafkaRig.awaitCaughtUp(server);
    }
    try (Server server = rig.start("elsewhere")) {
      KafkaRig.draws(server, "bob");
      KafkaRig.awaitCaughtUp(server);
    }
    KafkaTarget to =
        new KafkaTarget(rig.servers(), "elsewhere", "manna.positions", 1, 1 << 20, Map.of());
    KafkaTarget skipped =
        new KafkaTarget(rig.servers(), "skipped", "manna.positions", 1, 1 << 20, Map.of());
    LogBeside log = LogBeside.of(rig.folder());
    try (KafkaView view = new KafkaView(to);
        KafkaSink sink = new KafkaSink(skipped, log)) {
      sink.restartAfter(view.stands());
    }
    KafkaRig.Said said = reconcile("skipped");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.out())
        .containsPattern(
            "dev.manna.drawn.v1 of wheel at position \\d+ is not in the topic, with grant wheel.2")
        .contains("THE STREAM IS NOT WHAT THE LOG SAYS");
    assertThat(reconcile("elsewhere").status()).isZero();
  }

  private void deleteTheFirst(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.servers()))) {
      int partitions =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
      Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
      for (int i = 0; i < partitions; i++) {
        TopicPartition each = new TopicPartition(topic, i);
        long end =
            admin
                .listOffsets(Map.of(each, OffsetSpec.latest()))
                .partitionResult(each)
                .get()
                .offset();
        before.put(each, RecordsToDelete.beforeOffset(Math.min(end, 2)));
      }
      admin.deleteRecords(before).all().get();
    }
  }

  private KafkaRig.Said reconcile(String topic) {
    return rig.with(topic, "reconcile", "--ledger", "none");
  }
}
