package dev.manna.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.simulation.CrowdLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stream is started again beside a server that looks after it at the wrong moment. */
class RestartTest {
  private static final CrowdLog LOG = CrowdLog.of(17, 300);

  private static Broker broker;

  @BeforeAll
  static void start() {
    broker = Broker.start(Map.of());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void shouldStartAgainThoughAServerLooksAfterIt() throws Trouble {
    KafkaTarget place = written();
    restart(place, new Disturbed(place, 3));
    try (KafkaSink sink = new KafkaSink(place, LOG)) {
      assertThat(sink.open()).isEqualTo(Bookmark.START);
    }
  }

  /** Somebody who writes without end is named, and where the stream stands stays. */
  @Test
  void shouldGiveUpWhereSomebodyWritesWithoutEnd() throws Trouble {
    KafkaTarget place = written();
    Trouble trouble =
        catchThrowableOfType(Trouble.class, () -> restart(place, new Disturbed(place, 1_000)));
    assertThat(trouble).hasMessageContaining("somebody else has moved this stream");
    try (KafkaSink sink = new KafkaSink(place, LOG)) {
      assertThat(sink.open().position()).isPositive();
    }
  }

  private static void restart(KafkaTarget place, Clients clients) throws Trouble {
    try (KafkaSink sink = new KafkaSink(place, LOG, clients)) {
      sink.restartAfter(Bookmark.START);
    }
  }

  /** A stream that has something. */
  private static KafkaTarget written() throws Trouble {
    KafkaTarget place = broker.place();
    try (KafkaSink sink = new KafkaSink(place, LOG)) {
      sink.open();
      sink.take(LOG.chunks(50).getFirst());
    }
    return place;
  }

  /** Somebody else begins to write directly after each of so many openings. */
  private static final class Disturbed implements Clients {
    private final KafkaTarget place;
    private final Clients real;
    private int left;

    Disturbed(KafkaTarget place, int times) {
      this.place = place;
      real = new RealClients(place);
      left = times;
    }

    @Override
    public Admin admin() {
      return real.admin();
    }

    @Override
    public Consumer<byte[], byte[]> consumer() {
      return real.consumer();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Producer<byte[], byte[]> producer(String transactionalId) {
      Producer<byte[], byte[]> producer = real.producer(transactionalId);
      return (Producer<byte[], byte[]>)
          Proxy.newProxyInstance(
              Disturbed.class.getClassLoader(),
              new Class<?>[] {Producer.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("beginTransaction") && left-- > 0) {
                  disturb();
                }
                try {
                  return method.invoke(producer, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private void disturb() throws Trouble {
      try (KafkaSink other = new KafkaSink(place, LOG)) {
        other.open();
      }
    }
  }
}
