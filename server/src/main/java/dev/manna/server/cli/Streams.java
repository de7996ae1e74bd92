package dev.manna.server.cli;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.server.Complaint;
import dev.manna.server.Setting;
import dev.manna.server.proof.LogBeside;
import dev.manna.stream.kafka.KafkaSink;
import dev.manna.stream.kafka.KafkaTarget;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands about the streams. */
@Command(
    name = "stream",
    description = "Starts a stream again from an earlier place.",
    subcommands = {Streams.Restart.class, RocketMqRestart.class})
final class Streams implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return 2;
  }

  /** Moves a stream back. */
  @Command(
      name = "restart",
      description = {
        "Lets a stream start again from a position or a time: events from there on are written"
            + " once",
        "more, with the ids that they had. The server may run meanwhile, and goes on from there."
      })
  static final class Restart implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private Again again = new Again();

    @Option(
        names = "--kafka",
        paramLabel = "HOST:PORT",
        description = "Some brokers; else those of the settings, as are the topics.")
    private @Nullable String kafka;

    @Override
    public Integer call() {
      again.check();
      KafkaTarget target = target();
      try (LogBeside log = again.server().log().beside();
          KafkaSink sink = new KafkaSink(target, log)) {
        Bookmark stood = sink.open();
        Bookmark before = again.place(target.shown(), stood);
        sink.restartAfter(before);
        spec.commandLine()
            .getOut()
            .printf(
                "%s starts again from position %,d; it stood at %,d%n",
                target.shown(), before.position() + 1, stood.position());
        return 0;
      } catch (Trouble e) {
        throw new Complaint(String.valueOf(e.getMessage()), e);
      }
    }

    private KafkaTarget target() {
      Map<Setting, String> flags = new EnumMap<>(Setting.class);
      if (kafka != null) {
        flags.put(Setting.KAFKA, kafka);
      }
      KafkaTarget target = again.server().settings(flags).kafka();
      if (target == null) {
        throw new Complaint("the settings name no stream; name one with --kafka");
      }
      return target;
    }
  }
}
