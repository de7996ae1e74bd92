package dev.manna.stream.rocketmq.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageDecoder;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.store.GetMessageResult;
import org.apache.rocketmq.store.MessageStore;
import org.apache.rocketmq.store.SelectMappedBufferResult;
import org.apache.rocketmq.store.exception.ConsumeQueueException;

/** Reads what lies in a topic out of the broker's store, queue by queue. */
final class TopicReader {
  private static final int QUEUES = 4;
  private static final int AT_ONCE = 32;
  private static final int WAIT_MILLIS = 10;

  private final MessageStore store;

  TopicReader(MessageStore store) {
    this.store = store;
  }

  /** A line for each message: queue, group, keys, properties as one word each, and the body. */
  List<String> read(String topic) throws IOException {
    List<String> lines = new ArrayList<>();
    try {
      while (store.dispatchBehindBytes() > 0) {
        Thread.sleep(WAIT_MILLIS);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    try {
      for (int queue = 0; queue < QUEUES; queue++) {
        long end = store.getMaxOffsetInQueue(topic, queue);
        for (long at = store.getMinOffsetInQueue(topic, queue); at < end; ) {
          at = read(topic, queue, at, lines);
        }
      }
    } catch (ConsumeQueueException e) {
      throw new IOException(e);
    }
    return lines;
  }

  private long read(String topic, int queue, long at, List<String> lines) {
    GetMessageResult found = store.getMessage("reader", topic, queue, at, AT_ONCE, null);
    long next = found.getNextBeginOffset();
    try {
      for (SelectMappedBufferResult each : found.getMessageMapedList()) {
        ByteBuffer bytes = each.getByteBuffer();
        lines.add(line(MessageDecoder.decode(bytes)));
      }
    } finally {
      found.release();
    }
    return Math.max(next, at + 1);
  }

  private static String line(MessageExt message) {
    Map<String, String> properties = new TreeMap<>(message.getProperties());
    properties.keySet().removeAll(MessageConst.STRING_HASH_SET);
    String words =
        properties.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(";"));
    return String.join(
        "\t",
        Integer.toString(message.getQueueId()),
        String.valueOf(message.getProperty(MessageConst.PROPERTY_SHARDING_KEY)),
        String.valueOf(message.getTags()),
        String.valueOf(message.getKeys()),
        words,
        Base64.getEncoder().encodeToString(message.getBody()));
  }
}
