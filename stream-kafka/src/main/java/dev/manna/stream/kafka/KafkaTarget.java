package dev.manna.stream.kafka;

import java.util.List;
import java.util.Map;

/**
 * Where a stream goes in Kafka.
 *
 * @param servers some brokers of the cluster, {@code host:port[,host:port]}
 * @param events the topic of the messages; it belongs to one log
 * @param positions the topic that remembers where the streams of a cluster stand
 * @param partitions how many the topic of the messages gets where this makes it
 * @param mostBytes the largest body of a message; a larger one says where its data is instead
 * @param properties for Kafka's clients, such as how to sign in
 */
public record KafkaTarget(
    String servers,
    String events,
    String positions,
    int partitions,
    int mostBytes,
    Map<String, String> properties) {
  /** What is promised of the stream depends on these. */
  public static final List<String> FIXED =
      List.of(
          "acks",
          "bootstrap.servers",
          "enable.idempotence",
          "isolation.level",
          "key.deserializer",
          "key.serializer",
          "max.request.size",
          "partitioner.class",
          "partitioner.ignore.keys",
          "transactional.id",
          "value.deserializer",
          "value.serializer");

  public KafkaTarget {
    properties = Map.copyOf(properties);
  }

  /** How a message names it; properties may hold secrets. */
  public String shown() {
    return events + " at " + servers;
  }
}
