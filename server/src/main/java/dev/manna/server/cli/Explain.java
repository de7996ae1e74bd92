package dev.manna.server.cli;

import dev.manna.core.Malformed;
import dev.manna.server.Complaint;
import dev.manna.server.proof.ClaimExplained;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that says why a claim came to what it came to. */
@Command(
    name = "explain",
    description = {
      "Says of a claim what each rule looked at, what was drawn, and what it changed.",
      "Replays the journal of a stopped server up to the claim, or a log that nodes share."
    })
final class Explain implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Installation server = new Installation();

  @Parameters(index = "0", paramLabel = "CAMPAIGN", description = "The campaign's id.")
  private String campaign = "";

  @Parameters(index = "1", paramLabel = "USER", description = "The user of the claim.")
  private String user = "";

  @Parameters(index = "2", paramLabel = "KEY", description = "The claim's idempotency key.")
  private String key = "";

  @Option(names = "--json", description = "Writes one JSON object instead of tables.")
  private boolean json;

  @Override
  public Integer call() {
    ClaimExplained explained;
    try {
      explained = ClaimExplained.of(server.log(), campaign, user, key);
    } catch (Malformed e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
    new Output(spec, json).end(explained.lines(), explained.json());
    return explained.ok() ? 0 : 1;
  }
}
