package dev.manna.server.cli;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.server.Complaint;
import dev.manna.server.Setting;
import dev.manna.stream.rocketmq.Positions;
import dev.manna.stream.rocketmq.RocketMqSink;
import dev.manna.stream.rocketmq.RocketMqTarget;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Moves the stream in RocketMQ back. */
@Command(
    name = "restart-rocketmq",
    description = {
      "Lets the stream in RocketMQ start again from a position or a time: events from there on are",
      "sent once more, with the ids that they had. The server may run meanwhile, and goes on from",
      "there. No broker is asked: the position is a file of the directory, or a row in the",
      "database of a log that nodes share."
    })
final class RocketMqRestart implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Again again = new Again();

  @Option(
      names = "--rocketmq-topic",
      paramLabel = "NAME",
      description = "The topic; else that of the settings.")
  private @Nullable String topic;

  @Override
  public Integer call() {
    RocketMqTarget target = target();
    try (Positions positions = again.server().settings(Map.of()).positions(target)) {
      Bookmark stood = RocketMqSink.stands(positions);
      Bookmark before = again.place("the stream to " + target.topic(), stood);
      RocketMqSink.restartAfter(before, positions);
      spec.commandLine()
          .getOut()
          .printf(
              "%s starts again from position %,d; it stood at %,d%n",
              target.topic(), before.position() + 1, stood.position());
      return 0;
    } catch (Trouble e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
  }

  /** Only its topic matters, so nobody needs to say where the broker is. */
  private RocketMqTarget target() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.ROCKETMQ, "not-asked:1");
    flags.put(Setting.ROCKETMQ_PROPERTIES, "none");
    if (topic != null) {
      flags.put(Setting.ROCKETMQ_TOPIC, topic);
    }
    RocketMqTarget target = again.server().settings(flags).rocketMq();
    if (target == null) {
      throw new Complaint("the settings name no topic; name one with --rocketmq-topic");
    }
    return target;
  }
}
