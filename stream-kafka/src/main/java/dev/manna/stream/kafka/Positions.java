package dev.manna.stream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream stands, in a topic of one partition: the last record under the name of the
 * stream's topic. Its value is text: the log, the position, and the mark in hexadecimal digits.
 */
final class Positions {
  private static final Pattern VALUE =
      Pattern.compile("([0-9a-f]{32}|) ([0-9]{1,18}) ([0-9a-f]{1,16})");

  /** So many records from the end are looked at first, and each time many times more. */
  private static final long FIRST_LOOK = 1_000;

  private static final int FURTHER = 32;

  private final KafkaTarget target;
  private final TopicPartition place;

  Positions(KafkaTarget target) {
    this.target = target;
    place = new TopicPartition(target.positions(), 0);
  }

  ProducerRecord<byte[], byte[]> record(Bookmark at) {
    String value = at.log() + ' ' + at.position() + ' ' + Long.toHexString(at.mark());
    return new ProducerRecord<>(place.topic(), place.partition(), key(), value.getBytes(UTF_8));
  }

  private byte[] key() {
    return target.events().getBytes(UTF_8);
  }

  /** The last position that was committed, once everything before it is. */
  Bookmark last(Admin admin, Consumer<byte[], byte[]> consumer) throws Trouble {
    long end = end(admin);
    long begin =
        Objects.requireNonNullElse(consumer.beginningOffsets(List.of(place)).get(place), 0L);
    for (long look = FIRST_LOOK; ; look *= FURTHER) {
      long from = Math.max(begin, end - look);
      ConsumerRecord<byte[], byte[]> found = last(consumer, from, end);
      if (found != null) {
        return parse(found);
      }
      if (from == begin) {
        return Bookmark.START;
      }
    }
  }

  private long end(Admin admin) throws Trouble {
    return end(target, admin, place);
  }

  /** Also what is not committed yet: what came before it may be ours. */
  static long end(KafkaTarget target, Admin admin, TopicPartition of) throws Trouble {
    try {
      return admin
          .listOffsets(
              Map.of(of, OffsetSpec.latest()),
              new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .partitionResult(of)
          .get()
          .offset();
    } catch (ExecutionException e) {
      throw Troubles.of(target, e);
    } catch (InterruptedException e) {
      throw Troubles.of(target, new InterruptException(e));
    }
  }

  private @Nullable ConsumerRecord<byte[], byte[]> last(
      Consumer<byte[], byte[]> consumer, long from, long end) throws Trouble {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    Committed.read(
        consumer,
        place,
        from,
        end,
        each -> {
          if (each.key() != null && new String(each.key(), UTF_8).equals(target.events())) {
            found.clear();
            found.add(each);
          }
        });
    return found.isEmpty() ? null : found.getFirst();
  }

  private Bookmark parse(ConsumerRecord<byte[], byte[]> found) throws Trouble {
    String text = new String(found.value(), UTF_8);
    Matcher value = VALUE.matcher(text);
    if (!value.matches()) {
      throw Trouble.lasting(
          "the topic %s holds no position at offset %d, but \"%s\"; name another with"
                  .formatted(place.topic(), found.offset(), text)
              + " kafkaPositions, or write one with 'manna stream restart'.");
    }
    return new Bookmark(
        value.group(1), Long.parseLong(value.group(2)), Long.parseUnsignedLong(value.group(3), 16));
  }
}
