package dev.manna.stream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manna.simulation.net.KafkaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real broker for the tests of one class, and what its topics hold. */
final class Broker implements AutoCloseable {
  private static final AtomicInteger PLACES = new AtomicInteger();

  private final Path folder;
  private final KafkaProcess process;

  private Broker(Path folder, Map<String, String> settings) {
    this.folder = folder;
    process = new KafkaProcess(folder, settings).start();
  }

  static Broker start(Map<String, String> settings) {
    try {
      return new Broker(Files.createTempDirectory("manna-kafka-"), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KafkaProcess process() {
    return process;
  }

  /** Topics that nobody has used. */
  KafkaTarget place() {
    int number = PLACES.incrementAndGet();
    return new KafkaTarget(
        process.servers(), "events-" + number, "positions-" + number, 3, 900_000, Map.of());
  }

  /** A message as a consumer sees it. */
  record Seen(int partition, String key, long position, String grants, String body) {
    static Seen of(ConsumerRecord<byte[], byte[]> record) {
      return new Seen(
          record.partition(),
          new String(record.key(), UTF_8),
          Long.parseLong(header(record, "position")),
          header(record, "grants"),
          new String(record.value(), UTF_8));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
      Header header = record.headers().lastHeader(name);
      return header == null ? "" : new String(header.value(), UTF_8);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaTarget place, String isolation) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", place.servers(), "isolation.level", isolation);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Where partitions end, whether that is committed yet or not. */
  private static Map<TopicPartition, Long> ends(KafkaTarget place) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(place, "read_uncommitted")) {
      return consumer.endOffsets(
          consumer.partitionsFor(place.events()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList());
    }
  }

  /** All messages of a place, partition by partition, in the order of each. */
  static List<Seen> seen(KafkaTarget place, String isolation) {
    List<Seen> all = new ArrayList<>();
    Map<TopicPartition, Long> ends = ends(place);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(place, isolation)) {
      List<TopicPartition> partitions = List.copyOf(ends.keySet());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> all.add(Seen.of(record)));
      }
    }
    all.sort(Comparator.comparingInt(Seen::partition));
    return all;
  }

  static List<Seen> committed(KafkaTarget place) {
    return seen(place, "read_committed");
  }

  static List<Seen> byPosition(Collection<Seen> seen) {
    return seen.stream().sorted(Comparator.comparingLong(Seen::position)).toList();
  }

  @Override
  public void close() {
    process.close();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
