package dev.manna.stream.kafka;

import dev.manna.core.feed.EventSink;
import dev.manna.simulation.CrowdLog;
import dev.manna.simulation.EventSinkContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A stream in a real Kafka keeps to what every follower does. */
class KafkaSinkTest extends EventSinkContract {
  private static Broker broker;

  /** The log that the contract takes its chunks from. */
  private final CrowdLog log = CrowdLog.of(7, 600);

  private KafkaTarget place = broker.place();

  @BeforeAll
  static void start() {
    broker = Broker.start(Map.of());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Override
  protected EventSink sink() {
    return new KafkaSink(place, log);
  }

  @Override
  protected EventSink failingSink(int steps) {
    return new KafkaSink(place, log, new Brittle(place, steps / 2, steps % 2 == 1));
  }

  @Override
  protected Object contents() {
    return Broker.byPosition(Broker.committed(place)).stream()
        .map(each -> each.position() + each.key() + each.grants() + each.body().hashCode())
        .toList();
  }

  @Override
  protected void clear() {
    place = broker.place();
  }
}
