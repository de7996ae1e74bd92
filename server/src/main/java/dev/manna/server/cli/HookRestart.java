package dev.manna.server.cli;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.webhook.DeadLetters;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Moves a target of webhooks back. */
@Command(
    name = "restart",
    description = {
      "Lets a target start again from a position or a time: what it wants of the events from there",
      "on is sent once more, with the ids that it had. What waits of them, and their dead letters,",
      "are taken out first. The server may run meanwhile, and goes on from there."
    })
final class HookRestart implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Again again = new Again();

  @Option(
      names = "--target",
      required = true,
      paramLabel = "NAME",
      description = "The target, as the settings name it.")
  private String target = "";

  @Override
  public Integer call() {
    again.check();
    return Hooks.Place.open(again.server(), this::restart);
  }

  private void restart(DeadLetters letters) throws Trouble {
    Hooks.Place.known(letters, target);
    Bookmark stood = letters.stands(target);
    Bookmark before = again.place("the target " + target, stood);
    DeadLetters.Forgotten gone = letters.restartAfter(before, target);
    spec.commandLine()
        .getOut()
        .printf(
            "%s starts again from position %,d; it stood at %,d. Taken out: %,d that waited, %,d"
                + " dead letters%n",
            target, before.position() + 1, stood.position(), gone.pending(), gone.dead());
  }
}
