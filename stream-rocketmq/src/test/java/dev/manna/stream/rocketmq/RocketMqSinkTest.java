package dev.manna.stream.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.simulation.AtLeastOnceContract;
import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Message;
import dev.manna.stream.Messages;
import dev.manna.stream.rocketmq.broker.RocketMq.Stored;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream in a real RocketMQ, with its position in a file. */
final class RocketMqSinkTest extends AtLeastOnceContract {
  static final Executor BACKGROUND =
      task -> Thread.ofPlatform().daemon().name("rocketmq-close").start(task);

  private static final CrowdLog LOG = CrowdLog.of(7, 600);

  @TempDir private Path folder;
  private RocketMqTarget target = SharedBroker.topic("FIFO");

  @Override
  protected EventSink sink() {
    return new RocketMqSink(target, positions(target), LOG, System::nanoTime, BACKGROUND);
  }

  /** Where the stream to a topic stands. */
  private Positions positions(RocketMqTarget of) {
    return PositionFile.of(of, folder);
  }

  @Override
  protected EventSink failingSink(int steps) {
    try {
      Brittle brittle =
          new Brittle(
              RealOutlet.connect(target, BACKGROUND), positions(target), steps / 2, steps % 2 == 1);
      return new RocketMqSink(target, brittle, () -> brittle, LOG, System::nanoTime);
    } catch (Trouble e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Stored> stored() {
    return SharedBroker.broker().read(target.topic());
  }

  @Override
  protected Object contents() {
    Map<String, List<Stored>> contents = new TreeMap<>();
    stored()
        .forEach(each -> contents.computeIfAbsent(each.group(), g -> new ArrayList<>()).add(each));
    return contents;
  }

  @Override
  protected void clear() {
    target = SharedBroker.topic("FIFO");
  }

  private static long position(Stored stored) {
    return Long.parseLong(stored.properties().replaceFirst(".*;position=([0-9]+).*", "$1"));
  }

  @Override
  protected Map<String, List<Long>> written() {
    Map<String, List<Long>> written = new TreeMap<>();
    for (Stored each : stored()) {
      written.computeIfAbsent(each.group(), group -> new ArrayList<>()).add(position(each));
    }
    return written;
  }

  @Override
  protected Map<String, List<Long>> expected(CrowdLog of) {
    Map<String, List<Long>> expected = new TreeMap<>();
    for (Message each : messages(of)) {
      expected.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each.position());
    }
    return expected;
  }

  private static List<Message> messages(CrowdLog of) {
    return new Messages(of, Messages.MOST_BYTES).of(of.chunks(of.batches().size()).getFirst());
  }

  /** What a consumer needs to know a message again stands beside its body. */
  @Test
  void shouldSayWhatAConsumerTellsMessagesApartBy() throws Trouble {
    try (EventSink sink = sink()) {
      sink.open();
      sink.take(LOG.chunks(LOG.batches().size()).getFirst());
    }
    Map<Long, Stored> found = new TreeMap<>();
    stored().forEach(each -> found.put(position(each), each));
    int grants = 0;
    for (Message message : messages(LOG)) {
      Stored stored = found.get(message.position());
      String ids = String.join(",", message.grantIds());
      assertThat(stored.body())
          .isEqualTo(new String(message.body(), java.nio.charset.StandardCharsets.UTF_8));
      assertThat(stored.tag()).isEqualTo(message.type());
      assertThat(stored.keys().split(" ")).startsWith(message.id());
      assertThat(stored.group()).isEqualTo(message.key());
      assertThat(stored.properties().contains("grants=")).isEqualTo(!ids.isEmpty());
      assertThat(stored.properties()).contains(ids);
      grants += message.grantIds().size();
    }
    assertThat(found).hasSize((int) LOG.position());
    assertThat(grants).isPositive();
  }
}
