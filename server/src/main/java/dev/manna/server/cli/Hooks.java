package dev.manna.server.cli;

import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.server.Complaint;
import dev.manna.server.Config;
import dev.manna.server.Server;
import dev.manna.webhook.DeadLetters;
import dev.manna.webhook.Outbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands about webhooks. */
@Command(
    name = "webhooks",
    description = "Shows how webhooks go, and what to do with dead letters.",
    subcommands = {
      HookList.class,
      HookList.Dead.class,
      Hooks.Resend.class,
      Hooks.Discard.class,
      HookRestart.class
    })
final class Hooks implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return 2;
  }

  /** What is done with an outbox. */
  @FunctionalInterface
  interface Work {
    void with(DeadLetters letters) throws Trouble;
  }

  /** Where an outbox lies. */
  static final class Place {
    @Mixin private Installation server = new Installation();

    int open(Work work) {
      return open(server, work);
    }

    static int open(Installation server, Work work) {
      Config config = server.settings(Map.of());
      Path file = config.data().resolve(Server.WEBHOOKS);
      if (!config.isShared() && !Files.exists(file)) {
        throw new Complaint(
            file + ": is not there; a server makes it that has webhooks in its settings");
      }
      Outbox outbox = config.outbox();
      try (DeadLetters letters = DeadLetters.open(outbox)) {
        work.with(letters);
        return 0;
      } catch (Trouble e) {
        throw new Complaint(String.valueOf(e.getMessage()), e);
      }
    }

    /** Complains if nothing was ever taken for a target. */
    static void known(DeadLetters letters, String target) throws Trouble {
      List<String> names = letters.standings().stream().map(DeadLetters.Standing::target).toList();
      if (!names.contains(target)) {
        throw new Complaint(
            "--target \"%s\": there is none of that name; allowed: %s"
                .formatted(target, names.isEmpty() ? "none" : String.join(", ", names)));
      }
    }
  }

  /** Which dead letters. */
  static final class Which {
    @Option(
        names = "--target",
        required = true,
        paramLabel = "NAME",
        description = "The target, as the settings name it.")
    private String target = "";

    @Option(
        names = "--number",
        paramLabel = "N",
        description = "The dead letter of that number, as 'webhooks dead' shows it.")
    private long number;

    @Option(names = "--all", description = "All dead letters of the target.")
    private boolean all;

    void check(DeadLetters letters) throws Trouble {
      if (all == number > 0) {
        throw new Complaint("say which: either --number N, from 1 on, or --all");
      }
      Place.known(letters, target);
    }

    void done(int count, CommandSpec spec, String what) {
      if (count == 0 && !all) {
        throw new Complaint(
            "--number %d: %s has no dead letter of that number".formatted(number, target));
      }
      String letters = count == 1 ? "1 dead letter" : count + " dead letters";
      spec.commandLine().getOut().printf("%s of %s: %s%n", letters, target, what);
    }
  }

  /** Sends dead letters again. */
  @Command(
      name = "resend",
      description = {
        "Lets dead letters wait again, behind all that wait, to be tried for a day. A server that",
        "runs sends them at once; else the next start does."
      })
  static final class Resend implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private Place place = new Place();
    @Mixin private Which which = new Which();

    @Override
    public Integer call() {
      return place.open(
          letters -> {
            which.check(letters);
            which.done(
                letters.resend(which.target, which.all ? 0 : which.number),
                spec,
                "to be sent again");
          });
    }
  }

  /** Throws dead letters away. */
  @Command(
      name = "discard",
      description = {
        "Throws dead letters away. The events stay in the log, and 'manna export' has them."
      })
  static final class Discard implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private Place place = new Place();
    @Mixin private Which which = new Which();

    @Override
    public Integer call() {
      return place.open(
          letters -> {
            which.check(letters);
            which.done(
                letters.discard(which.target, which.all ? 0 : which.number), spec, "thrown away");
          });
    }
  }
}
