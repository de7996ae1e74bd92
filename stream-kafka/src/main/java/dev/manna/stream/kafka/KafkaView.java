package dev.manna.stream.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;

/**
 * What lies committed in the topic of a stream, for whoever compares it with the log. Unlike a
 * {@link KafkaSink} it disturbs nobody who writes there.
 */
public final class KafkaView implements AutoCloseable {
  private final KafkaTarget target;
  private final Admin admin;
  private final Consumer<byte[], byte[]> consumer;

  /** The topic at some brokers; nothing is asked yet. */
  public KafkaView(KafkaTarget target) {
    this(target, new RealClients(target));
  }

  private KafkaView(KafkaTarget target, Clients clients) {
    this.target = target;
    admin = clients.admin();
    consumer = clients.consumer();
  }

  /**
   * A message.
   *
   * @param position where its event stands in the log, 0 where it does not say that
   * @param offset where it lies in the partition
   */
  public record Lying(int partition, long offset, String key, long position) {}

  /**
   * A partition of the topic.
   *
   * @param begin the offset of the first message that is left; what came before was deleted
   */
  public record Partition(int number, long begin) {}

  /** Takes messages. */
  @FunctionalInterface
  public interface Taker {
    void take(Lying message);
  }

  /** Where the stream stands. */
  public Bookmark stands() throws Trouble {
    try {
      return new Positions(target).last(admin, consumer);
    } catch (KafkaException e) {
      throw Troubles.of(target, e);
    }
  }

  /** Hands over what is committed, partition by partition, each up to its end as it is by then. */
  public List<Partition> read(Taker taker) throws Trouble {
    List<Partition> partitions = new ArrayList<>();
    try {
      for (TopicPartition each : places()) {
        long end = Positions.end(target, admin, each);
        long begin =
            Objects.requireNonNullElse(consumer.beginningOffsets(List.of(each)).get(each), 0L);
        Committed.read(consumer, each, begin, end, record -> taker.take(lying(record)));
        partitions.add(new Partition(each.partition(), begin));
      }
      return partitions;
    } catch (KafkaException e) {
      throw Troubles.of(target, e);
    }
  }

  private List<TopicPartition> places() {
    return consumer.partitionsFor(target.events()).stream()
        .map(each -> new TopicPartition(target.events(), each.partition()))
        .toList();
  }

  private static Lying lying(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("position");
    String position = header == null ? "" : new String(header.value(), US_ASCII);
    return new Lying(
        record.partition(),
        record.offset(),
        record.key() == null ? "" : new String(record.key(), UTF_8),
        position.matches("[1-9][0-9]{0,17}") ? Long.parseLong(position) : 0);
  }

  /** In which of so many partitions messages of a key are written. */
  public static int partition(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
