package dev.manna.server.reconcile;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.server.Config;
import dev.manna.server.proof.LogBeside;
import dev.manna.stream.kafka.KafkaTarget;
import dev.manna.stream.kafka.KafkaView;
import dev.manna.stream.rocketmq.Positions;
import dev.manna.stream.rocketmq.RocketMqSink;
import dev.manna.stream.rocketmq.RocketMqTarget;
import java.util.ArrayList;
import java.util.List;

/** Compares the streams that settings name with the log. */
public final class EachStream {
  /** A server writes within 50 ms that what it appended last is durable. */
  private static final int LOOKS = 20;

  private static final long PAUSE_MILLIS = 100;

  private EachStream() {}

  /** What came of each of them; nothing where there are none. */
  public static List<StreamFindings> compare(Config config) throws Trouble {
    List<StreamFindings> all = new ArrayList<>();
    KafkaTarget kafka = config.kafka();
    if (kafka != null) {
      try (KafkaView view = new KafkaView(kafka)) {
        Bookmark at = view.stands();
        try (LogBeside log = config.logPlace().beside()) {
          all.add(of("kafka, " + kafka.shown(), at, log).topic(view::read));
        }
      }
    }
    RocketMqTarget rocketMq = config.rocketMq();
    if (rocketMq != null) {
      try (Positions positions = config.positions(rocketMq);
          LogBeside log = config.logPlace().beside()) {
        Bookmark at = RocketMqSink.stands(positions);
        all.add(of("rocketmq, " + rocketMq.shown(), at, log).position());
      }
    }
    return all;
  }

  private static StreamReconciliation of(String stream, Bookmark at, LogBeside log) {
    return new StreamReconciliation(stream, at, reaching(log, at.position()), log.known());
  }

  /** What a stream has taken is durable, though the disk may not tell that yet. */
  private static LogBeside reaching(LogBeside log, long position) {
    LogBeside now = log.upToNow();
    for (int i = 0; i < LOOKS && now.position() < position; i++) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return now;
      }
      now = log.upToNow();
    }
    return now;
  }
}
