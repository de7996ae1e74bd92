package dev.manna.stream.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own clients, set so that each call ends within a time that a stop can wait for. */
final class RealClients implements Clients {
  private static final int CALL_MILLIS = 10_000;

  /**
   * How long a message may take, with whatever is sent again: a slow line takes a chunk so long.
   */
  private static final int DELIVERY_MILLIS = 30_000;

  /** Longer than any chunk takes; readers of what is committed wait so long for one that died. */
  private static final int TRANSACTION_MILLIS = 60_000;

  /**
   * A consumer that is closed waits for the answer that its broker holds back until there is more;
   * all that is read here is there already.
   */
  private static final int FETCH_MILLIS = 20;

  /** What keys and headers add to a body: the ids of 2,000 grants at most. */
  private static final int HEADER_BYTES = 128 << 10;

  private final KafkaTarget target;

  RealClients(KafkaTarget target) {
    this.target = target;
  }

  @Override
  public Admin admin() {
    Map<String, Object> settings = common();
    return Admin.create(known(settings, AdminClientConfig.configNames()));
  }

  @Override
  public Consumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = common();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MILLIS);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(
        known(settings, ConsumerConfig.configNames()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public Producer<byte[], byte[]> producer(String transactionalId) {
    return new KafkaProducer<>(
        producerSettings(transactionalId), new ByteArraySerializer(), new ByteArraySerializer());
  }

  Map<String, Object> producerSettings(String transactionalId) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, CALL_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.putAll(common());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, target.mostBytes() + HEADER_BYTES);
    return known(settings, ProducerConfig.configNames());
  }

  private Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, CALL_MILLIS);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "manna");
    settings.putAll(target.properties());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, target.servers());
    return settings;
  }

  /** One file of properties serves all three; each takes what it knows, and a client's plug-ins. */
  private static Map<String, Object> known(Map<String, Object> all, Set<String> names) {
    Map<String, Object> settings = new HashMap<>(all);
    settings
        .keySet()
        .removeIf(
            key ->
                !names.contains(key)
                    && (ProducerConfig.configNames().contains(key)
                        || ConsumerConfig.configNames().contains(key)
                        || AdminClientConfig.configNames().contains(key)));
    return settings;
  }
}
