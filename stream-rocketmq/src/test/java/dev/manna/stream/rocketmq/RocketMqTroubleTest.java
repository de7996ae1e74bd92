package dev.manna.stream.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Message;
import dev.manna.stream.rocketmq.broker.RocketMq;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.rocketmq.client.java.exception.ForbiddenException;
import org.apache.rocketmq.client.java.exception.TooManyRequestsException;
import org.apache.rocketmq.client.java.exception.UnauthorizedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads when RocketMQ is not as it should be, and how it goes on after that. */
final class RocketMqTroubleTest {
  private static final CrowdLog LOG = CrowdLog.of(7, 300);

  @TempDir private Path folder;

  private EventSink sink(RocketMqTarget target) {
    return new RocketMqSink(
        target,
        PositionFile.of(target, folder),
        LOG,
        System::nanoTime,
        RocketMqSinkTest.BACKGROUND);
  }

  private Trouble trouble(EventSink sink) {
    return catchThrowableOfType(
        Trouble.class,
        () -> {
          Chunk chunk = LOG.chunks(LOG.batches().size()).getFirst();
          sink.open();
          sink.take(chunk);
        });
  }

  @Test
  void shouldSayHowToMakeAMissingTopic() throws Trouble {
    RocketMqTarget target = SharedBroker.missing();
    try (EventSink sink = sink(target)) {
      Trouble trouble = trouble(sink);
      assertThat(trouble.isLasting()).isTrue();
      assertThat(trouble)
          .hasMessageStartingWith("the topic is not there. Make it with `mqadmin updateTopic")
          .hasMessageContaining("-t " + target.topic() + " -o true -a +message.type=FIFO`");
      SharedBroker.broker().topic(target.topic(), "FIFO");
      // The proxy remembers for a while that it was not there.
      await().untilAsserted(() -> assertThat(trouble(sink)).isNull());
    }
  }

  @Test
  void shouldSayThatATopicKeepsNoOrder() {
    try (EventSink sink = sink(SharedBroker.topic("NORMAL"))) {
      Trouble trouble = trouble(sink);
      assertThat(trouble.isLasting()).isTrue();
      assertThat(trouble)
          .hasMessageStartingWith("the topic is not of the type FIFO, and so keeps no order")
          .hasMessageContaining("mqadmin deleteTopic")
          .hasMessageContaining("-a +message.type=FIFO");
    }
  }

  @Test
  void shouldSayWhatIsTooLarge() throws Trouble {
    RocketMqTarget target = SharedBroker.topic("FIFO");
    try (Outlet outlet = RealOutlet.connect(target, RocketMqSinkTest.BACKGROUND)) {
      byte[] body = new byte[(4 << 20) + 1];
      Message large = new Message(1, 0, "log-1", "c", "c", "t", List.of(), body);
      Throwable error = outlet.send(large).handle((done, e) -> e).toCompletableFuture().join();
      Trouble trouble = Troubles.of(target, error);
      assertThat(trouble.isLasting()).isTrue();
      assertThat(trouble).hasMessageStartingWith("the broker takes no message so large");
    }
  }

  /** An order of thousands of lines: its keys and properties would be refused. */
  @Test
  void shouldSendWhatGivesManyGrants() throws Trouble {
    RocketMqTarget target = SharedBroker.topic("FIFO");
    List<String> grants =
        java.util.stream.IntStream.range(0, 2_000).mapToObj(i -> "campaign." + i).toList();
    try (Outlet outlet = RealOutlet.connect(target, RocketMqSinkTest.BACKGROUND)) {
      Message many = new Message(1, 0, "log-1", "c", "c", "t", grants, new byte[900_000]);
      outlet.send(many).toCompletableFuture().join();
    }
    RocketMq.Stored stored = SharedBroker.broker().read(target.topic()).getFirst();
    assertThat(stored.keys().split(" ")).hasSize(64).startsWith("log-1", "campaign.0");
    assertThat(stored.properties()).doesNotContain("grants=");
  }

  @Test
  void shouldTellWhoIsAskedToDoSomething() {
    RocketMqTarget target = new RocketMqTarget("mq:8081", "manna", RocketMqTarget.Access.OPEN);
    Trouble unknown = Troubles.of(target, new UnauthorizedException(40_100, "1", "no such user"));
    assertThat(unknown.isLasting()).isTrue();
    assertThat(unknown).hasMessageContaining("the file that rocketmqProperties names");
    Trouble forbidden = Troubles.of(target, new ForbiddenException(40_300, "2", "no"));
    assertThat(forbidden.isLasting()).isTrue();
    assertThat(forbidden).hasMessageContaining("mqadmin createAcl");
    Trouble busy = Troubles.of(target, new TooManyRequestsException(42_900, "3", "flow control"));
    assertThat(busy.isLasting()).isFalse();
    assertThat(busy)
        .hasMessageContaining("asks for less")
        .hasMessageContaining("(manna at mq:8081: ")
        .hasMessageNotContaining("request-id");
  }

  /** Nobody listens; each try ends soon, says the same, and leaves no thread behind. */
  @Test
  void shouldSayThatNobodyIsThere() {
    RocketMqTarget target = new RocketMqTarget("127.0.0.1:1", "manna", RocketMqTarget.Access.OPEN);
    try (EventSink sink = sink(target)) {
      Set<String> sentences = new HashSet<>();
      trouble(sink);
      int threads = Thread.getAllStackTraces().size();
      for (int i = 0; i < 8; i++) {
        Trouble trouble = trouble(sink);
        assertThat(trouble.isLasting()).isFalse();
        sentences.add(trouble.getMessage());
      }
      assertThat(sentences).hasSize(1);
      assertThat(sentences.iterator().next()).contains("see that proxy and broker run");
      assertThat(Thread.getAllStackTraces()).hasSizeLessThanOrEqualTo(threads + 2);
    }
  }

  /**
   * It hangs, it is killed, it comes back: each event is there, in order, and the thread is free.
   */
  @Test
  void shouldOutliveABrokerThatHangsAndDies() throws Trouble, InterruptedException {
    try (RocketMq broker = RocketMq.start()) {
      broker.topic("manna", "FIFO");
      RocketMqTarget target =
          new RocketMqTarget(broker.endpoint(), "manna", RocketMqTarget.Access.OPEN);
      List<Chunk> chunks = LOG.chunks(LOG.batches().size() / 3);
      try (EventSink sink = sink(target)) {
        sink.open();
        sink.take(chunks.get(0));
        broker.hold(true);
        long begun = System.nanoTime();
        Trouble hangs = catchThrowableOfType(Trouble.class, () -> sink.take(chunks.get(1)));
        assertThat(hangs.isLasting()).isFalse();
        assertThat(hangs).hasMessageContaining("cannot be reached, or is too slow");
        assertThat(catchThrowableOfType(Trouble.class, sink::open)).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(12));
        broker.kill();
        assertThat(catchThrowableOfType(Trouble.class, sink::open)).isNotNull();
        broker.restart();
      }
      drain(target);
      List<Long> positions =
          broker.read("manna").stream()
              .map(RocketMqTroubleTest::position)
              .distinct()
              .sorted()
              .toList();
      assertThat(positions).hasSize((int) LOG.position());
    }
  }

  private static long position(RocketMq.Stored stored) {
    return Long.parseLong(stored.properties().replaceFirst(".*;position=([0-9]+).*", "$1"));
  }

  private void drain(RocketMqTarget target) throws InterruptedException {
    try (Feed feed = new Feed(sink(target), LOG, System::currentTimeMillis, 50, line -> {})) {
      for (int i = 0; i < 400 && (feed.doWork() || feed.lag() > 0); i++) {
        if (!feed.trouble().isEmpty()) {
          Thread.sleep(50);
        }
      }
      assertThat(feed.trouble()).isEmpty();
      assertThat(feed.lag()).isZero();
    }
  }
}
