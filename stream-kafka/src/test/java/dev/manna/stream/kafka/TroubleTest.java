package dev.manna.stream.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Messages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is wrong with a broker is said so that an operator knows what to do. */
class TroubleTest {
  private static final CrowdLog LOG = CrowdLog.of(13, 800);

  /** Times in which a broker that hangs is given up, shorter than an operator would set them. */
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "request.timeout.ms", "1500",
          "default.api.timeout.ms", "2000",
          "max.block.ms", "2000",
          "delivery.timeout.ms", "3000");

  private static Broker broker;
  private static int signedIn;

  /** A broker that trusts whoever does not sign in, and lets a user called manna do nothing. */
  @BeforeAll
  static void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      signedIn = free.getLocalPort();
    }
    broker =
        Broker.start(
            Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}"
                    + ",SIGNED://127.0.0.1:"
                    + signedIn,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SIGNED:SASL_PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.signed.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " user_manna=\"right\";",
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users",
                "User:ANONYMOUS"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Trouble open(KafkaTarget target) {
    try (KafkaSink sink = new KafkaSink(target, LOG)) {
      return catchThrowableOfType(Trouble.class, sink::open);
    }
  }

  private static KafkaTarget with(KafkaTarget target, String servers, Map<String, String> more) {
    return new KafkaTarget(
        servers, target.events(), target.positions(), 3, target.mostBytes(), more);
  }

  private static KafkaTarget signedInWith(String password) {
    return with(
        broker.place(),
        "127.0.0.1:" + signedIn,
        Map.of(
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "PLAIN",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"manna\""
                + " password=\""
                + password
                + "\";"));
  }

  @Test
  void shouldSayThatItIsNotAccepted() {
    Trouble trouble = open(signedInWith("wrong"));
    assertThat(trouble)
        .hasMessageContaining("does not accept who this server says it is")
        .hasMessageContaining("kafkaProperties")
        .hasMessageNotContaining("wrong");
    assertThat(trouble.isLasting()).isTrue();
  }

  @Test
  void shouldSayWhatItMustBeAllowed() {
    KafkaTarget target = signedInWith("right");
    Trouble trouble = open(target);
    assertThat(trouble)
        .hasMessageContaining("this server must Write, Describe and Create the topics ")
        .hasMessageContaining(target.events())
        .hasMessageContaining("the transactional id manna-*");
    assertThat(trouble.isLasting()).isTrue();
  }

  @Test
  void shouldSayThatNobodyIsThere() {
    Trouble nobody = open(with(broker.place(), "127.0.0.1:1", IMPATIENT));
    assertThat(nobody).hasMessageContaining("cannot be reached, or is too slow; see that it runs");
    assertThat(nobody.isLasting()).isFalse();
    Trouble nowhere = open(with(broker.place(), "no.such.host.invalid:1", Map.of()));
    assertThat(nowhere).hasMessageContaining("the settings are wrong; correct kafka");
    assertThat(nowhere.isLasting()).isTrue();
  }

  private static void create(NewTopic topic) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.process().servers()))) {
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  @Test
  void shouldRefuseATopicThatForgetsOrMixesPositions()
      throws InterruptedException, ExecutionException {
    KafkaTarget forgets = broker.place();
    create(new NewTopic(forgets.positions(), 1, (short) 1));
    assertThat(open(forgets))
        .hasMessageContaining("has cleanup.policy=delete")
        .hasMessageContaining("set cleanup.policy=compact");
    KafkaTarget mixes = broker.place();
    create(new NewTopic(mixes.positions(), 2, (short) 1));
    assertThat(open(mixes)).hasMessageContaining("has 2 partitions, and positions need one order");
  }

  @Test
  void shouldRefuseWhatIsNoPosition() throws InterruptedException, ExecutionException {
    KafkaTarget place = broker.place();
    assertThat(open(place)).isNull();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", place.servers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  place.positions(), place.events().getBytes(UTF_8), "here".getBytes(UTF_8)))
          .get();
    }
    assertThat(open(place))
        .hasMessageContaining("holds no position at offset 0, but \"here\"")
        .hasMessageContaining("manna stream restart");
  }

  /** It says what to set, and with that it goes on, in order, and refers to what is too large. */
  @Test
  void shouldSayThatAMessageIsTooLarge() throws InterruptedException, ExecutionException {
    KafkaTarget large = broker.place();
    create(new NewTopic(large.events(), 3, (short) 1).configs(Map.of("max.message.bytes", "1400")));
    try (Feed feed =
        new Feed(
            new KafkaSink(with(large, large.servers(), Map.of("compression.type", "none")), LOG),
            LOG,
            () -> 0,
            20,
            line -> {})) {
      while (feed.doWork()) {
        assertThat(feed.lag()).as("something is too large").isPositive();
      }
      assertThat(feed.trouble())
          .contains("the broker takes no message so large; raise max.message.bytes of the topic")
          .contains("set kafkaMaxMessageBytes, which is 900,000, lower");
    }
    KafkaTarget small =
        new KafkaTarget(
            large.servers(),
            large.events(),
            large.positions(),
            3,
            1_024,
            Map.of("compression.type", "none", "batch.size", "0"));
    KafkaCutTest.drain(new KafkaSink(small, LOG), LOG, 50);
    assertThat(Broker.committed(small)).anyMatch(each -> each.body().contains("\"dataref\""));
  }

  /** A broker that hangs holds nobody for ever, and misses nothing. */
  @Test
  void shouldOutliveABrokerThatHangs() {
    KafkaTarget place = broker.place();
    KafkaTarget impatient = with(place, place.servers(), IMPATIENT);
    long[] now = {0};
    try (Feed feed = new Feed(new KafkaSink(impatient, LOG), LOG, () -> now[0], 20, line -> {})) {
      assertThat(feed.doWork()).isTrue();
      broker.process().suspend();
      try {
        long begun = System.nanoTime();
        assertThat(feed.doWork()).isFalse();
        assertThat(System.nanoTime() - begun).isLessThan(30_000_000_000L);
        assertThat(feed.trouble()).contains("cannot be reached, or is too slow");
      } finally {
        broker.process().resume();
      }
      for (int tries = 0; feed.lag() > 0 && tries < 1_000; tries++) {
        now[0] += 20_000;
        feed.doWork();
      }
    }
    KafkaCutTest.expectTheLog(place, LOG);
  }

  /** Who has never asked where the topic lies waits for an answer once, not for each message. */
  @Test
  void shouldWaitOnceForABrokerThatHangsBeforeTheFirstMessage() throws Trouble {
    KafkaTarget place = broker.place();
    Chunk chunk = LOG.chunks(50).getFirst();
    assertThat(new Messages(LOG, place.mostBytes()).of(chunk)).hasSizeGreaterThan(20);
    try (KafkaSink sink = new KafkaSink(with(place, place.servers(), IMPATIENT), LOG)) {
      sink.open();
      broker.process().suspend();
      try {
        long begun = System.nanoTime();
        Trouble trouble = catchThrowableOfType(Trouble.class, () -> sink.take(chunk));
        assertThat(trouble).hasMessageContaining("cannot be reached, or is too slow");
        assertThat(System.nanoTime() - begun).isLessThan(15_000_000_000L);
      } finally {
        broker.process().resume();
      }
    }
  }

  @Test
  void shouldKeepWhatTheStreamRestsOn() {
    Map<String, String> careless = new HashMap<>(Map.of("retries", "3"));
    KafkaTarget.FIXED.forEach(key -> careless.put(key, "0"));
    Map<String, Object> settings =
        new RealClients(with(broker.place(), "a:1", careless)).producerSettings("manna-x");
    assertThat(settings)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("transactional.id", "manna-x")
        .containsEntry("bootstrap.servers", "a:1")
        .containsEntry("retries", "3");
  }
}
