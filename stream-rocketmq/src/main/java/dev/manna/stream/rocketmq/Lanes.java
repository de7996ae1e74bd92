package dev.manna.stream.rocketmq;

import dev.manna.stream.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way. Of each key one is under way at a time, the next leaves when the broker
 * has it; different keys go side by side. So whatever is cut off, the first time a message arrives
 * comes after the first time of each one before it of its key. It is used once, by one thread.
 */
final class Lanes {
  /** Times the largest message, this is the most memory that what is under way takes. */
  static final int MOST_UNDER_WAY = 32;

  private final Outlet outlet;
  private final LongSupplier nanos;
  private final List<Message> messages;
  private final boolean[] acknowledged;
  private final Deque<Deque<Integer>> waiting = new ArrayDeque<>();
  private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
  private int underWay;
  private int prefix;
  private int count;

  /** What became of the message at the head of a lane. */
  private record Arrived(Deque<Integer> lane, @Nullable Throwable error) {}

  /**
   * A message that did not arrive, or not that anybody knows.
   *
   * @param error null where time was over
   */
  record Failure(@Nullable Message message, @Nullable Throwable error) {}

  /**
   * @param nanos a clock that only goes on, in nanoseconds
   */
  Lanes(List<Message> messages, Outlet outlet, LongSupplier nanos) {
    this.messages = messages;
    this.outlet = outlet;
    this.nanos = nanos;
    acknowledged = new boolean[messages.size()];
    Map<String, Deque<Integer>> lanes = new LinkedHashMap<>();
    for (int i = 0; i < messages.size(); i++) {
      lanes.computeIfAbsent(messages.get(i).key(), key -> new ArrayDeque<>()).add(i);
    }
    waiting.addAll(lanes.values());
  }

  /**
   * Sends all. After a failure nothing more leaves, and what is under way is waited for.
   *
   * @return the first failure, null where all have arrived
   */
  @Nullable Failure send(long mostNanos) throws InterruptedException {
    long end = nanos.getAsLong() + mostNanos;
    Failure failure = null;
    while (underWay > 0 || (failure == null && !waiting.isEmpty())) {
      while (failure == null && underWay < MOST_UNDER_WAY && !waiting.isEmpty()) {
        leave(waiting.remove());
      }
      Arrived next = arrived.poll(Math.max(0, end - nanos.getAsLong()), TimeUnit.NANOSECONDS);
      if (next == null) {
        return failure == null ? new Failure(null, null) : failure;
      }
      underWay--;
      if (next.error() != null) {
        Message lost = messages.get(next.lane().element());
        failure = failure == null ? new Failure(lost, next.error()) : failure;
        continue;
      }
      acknowledge(next.lane().remove());
      if (!next.lane().isEmpty()) {
        waiting.add(next.lane());
      }
    }
    return failure;
  }

  private void leave(Deque<Integer> lane) {
    underWay++;
    outlet
        .send(messages.get(lane.element()))
        .whenComplete((receipt, error) -> arrived.add(new Arrived(lane, error)));
  }

  private void acknowledge(int index) {
    acknowledged[index] = true;
    count++;
    while (prefix < acknowledged.length && acknowledged[prefix]) {
      prefix++;
    }
  }

  /** The last position up to which each message has arrived; the one given where none has. */
  long acknowledgedTo(long before) {
    return prefix == 0 ? before : messages.get(prefix - 1).position();
  }

  /** How many have arrived. */
  int count() {
    return count;
  }
}
