package dev.manna.server;

import dev.manna.core.Log;
import dev.manna.core.feed.EventSink;
import dev.manna.stream.kafka.KafkaSink;
import dev.manna.stream.kafka.KafkaTarget;
import dev.manna.stream.rocketmq.RocketMqSink;
import dev.manna.stream.rocketmq.RocketMqTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The streams that a configuration asks for. */
final class Streaming {
  private Streaming() {}

  /**
   * A follower for each of them.
   *
   * @param say takes a line for each that tells an operator where it goes
   */
  static List<EventSink> sinks(Config config, Log log, Consumer<String> say) {
    List<EventSink> sinks = new ArrayList<>();
    KafkaTarget kafka = config.kafka();
    if (kafka != null) {
      say.accept("events to " + kafka.shown());
      sinks.add(new KafkaSink(kafka, log));
    }
    RocketMqTarget rocketMq = config.rocketMq();
    if (rocketMq != null) {
      say.accept("events to " + rocketMq.shown());
      Executor background = Thread.ofPlatform().daemon().name("manna-rocketmq-close")::start;
      sinks.add(
          new RocketMqSink(
              rocketMq, config.positions(rocketMq), log, System::nanoTime, background));
    }
    return sinks;
  }
}
