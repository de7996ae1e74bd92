package dev.manna.stream.rocketmq;

import dev.manna.stream.rocketmq.broker.RocketMq;
import java.util.concurrent.atomic.AtomicInteger;

/** One RocketMQ for the tests of this room, started by the first that asks. */
final class SharedBroker {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private SharedBroker() {}

  /** Started once, ended with this process. */
  private static final class Holder {
    static final RocketMq BROKER = RocketMq.start();

    static {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(BROKER::close));
    }
  }

  static RocketMq broker() {
    return Holder.BROKER;
  }

  /** A new topic of a type. */
  static RocketMqTarget topic(String type) {
    RocketMqTarget target = missing();
    broker().topic(target.topic(), type);
    return target;
  }

  /** A topic that is not there. */
  static RocketMqTarget missing() {
    String name = "topic-" + TOPICS.incrementAndGet();
    return new RocketMqTarget(broker().endpoint(), name, RocketMqTarget.Access.OPEN);
  }
}
