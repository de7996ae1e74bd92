package dev.manna.server.reconcile;

import dev.manna.stream.kafka.KafkaView;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Which events lie in a topic: a bit for each, and of each campaign how far it came. Where a stream
 * was started again, some lie there more than once, and only their first time must be in order.
 */
final class Lain {
  private final long from;
  private final long upTo;
  private final ObjLongConsumer<String> differs;
  private final BitSet there = new BitSet();
  private final Map<String, Campaign> campaigns = new HashMap<>();

  /** Of each partition the first message that is left. */
  private final Map<Integer, KafkaView.Lying> firsts = new HashMap<>();

  private List<KafkaView.Partition> partitions = List.of();
  private long repeated;

  private static final class Campaign {
    final int partition;
    final long first;
    long highest;

    Campaign(int partition, long first) {
      this.partition = partition;
      this.first = first;
      highest = first;
    }
  }

  /**
   * Nothing yet.
   *
   * @param from events behind this position count
   * @param upTo and up to this one; what lies behind it may have been written since
   * @param differs takes what is wrong with a message, and its position
   */
  Lain(long from, long upTo, ObjLongConsumer<String> differs) {
    this.from = from;
    this.upTo = upTo;
    this.differs = differs;
  }

  void take(KafkaView.Lying message) {
    long position = message.position();
    if (position == 0) {
      differs.accept(
          "the message at offset %d of partition %d says no position: it is none of this stream"
              .formatted(message.offset(), message.partition()),
          0);
      return;
    }
    firsts.putIfAbsent(message.partition(), message);
    if (position <= from || position > upTo) {
      return;
    }
    int bit = Math.toIntExact(position - from - 1);
    if (there.get(bit)) {
      repeated++;
      return;
    }
    there.set(bit);
    Campaign campaign =
        campaigns.computeIfAbsent(
            message.key(), key -> new Campaign(message.partition(), position));
    if (position < campaign.highest && !mayComeLate(message, campaign)) {
      differs.accept(
          "position %d of %s comes behind position %d, at offset %d of partition %d"
              .formatted(
                  position, message.key(), campaign.highest, message.offset(), message.partition()),
          position);
    }
    campaign.highest = Math.max(campaign.highest, position);
  }

  /** Its first time may have been deleted, and it was sent again. */
  private boolean mayComeLate(KafkaView.Lying message, Campaign campaign) {
    KafkaView.Lying first = firsts.get(message.partition());
    return first != null && first.offset() > 0 && message.position() < campaign.first;
  }

  /** All partitions that there are. */
  void partitions(List<KafkaView.Partition> all) {
    partitions = all;
  }

  boolean has(long position) {
    return there.get(Math.toIntExact(position - from - 1));
  }

  /** Whether some of the events between two positions are not there. */
  boolean misses(long after, long last) {
    return there.nextClearBit(Math.toIntExact(after - from)) < last - from;
  }

  /** Whether something that is not there lay before what is left of its partition. */
  boolean isDeleted(String key, long position) {
    Campaign campaign = campaigns.get(key);
    int number =
        campaign == null ? KafkaView.partition(key, partitions.size()) : campaign.partition;
    KafkaView.Lying first = firsts.get(number);
    long begin =
        partitions.stream()
            .filter(each -> each.number() == number)
            .mapToLong(KafkaView.Partition::begin)
            .findAny()
            .orElse(0);
    return begin > 0 && (first == null || position < first.position());
  }

  long repeated() {
    return repeated;
  }
}
