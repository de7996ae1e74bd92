package dev.manna.stream.kafka;

import dev.manna.core.feed.EventSink.Trouble;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads what is committed in a partition, up to an end at which transactions may be open. */
final class Committed {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Ten seconds without anything new. */
  private static final int MOST_EMPTY_POLLS = 50;

  private Committed() {}

  /** Takes records. */
  @FunctionalInterface
  interface Taker {
    void take(ConsumerRecord<byte[], byte[]> each);
  }

  static void read(
      Consumer<byte[], byte[]> consumer, TopicPartition place, long from, long end, Taker taker)
      throws Trouble {
    consumer.assign(List.of(place));
    consumer.seek(place, from);
    int empty = 0;
    while (consumer.position(place) < end) {
      long before = consumer.position(place);
      consumer.poll(POLL).forEach(taker::take);
      empty = consumer.position(place) == before ? empty + 1 : 0;
      if (empty == MOST_EMPTY_POLLS) {
        throw Trouble.passing(
            "the topic %s cannot be read to its end at %d, because a transaction is open there or"
                    .formatted(place.topic(), end)
                + " the broker is too slow; it ends by itself within a minute.",
            new TimeoutException("at " + before));
      }
    }
  }
}
