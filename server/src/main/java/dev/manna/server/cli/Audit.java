package dev.manna.server.cli;

import dev.manna.server.proof.JournalAudit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that recomputes every invariant from the log. */
@Command(
    name = "audit",
    description = {
      "Reads a whole log and recomputes every invariant, with code of its own: the journal of a",
      "stopped server, or a log that nodes share, which may run meanwhile.",
      "Exit status 1 if one does not hold."
    })
final class Audit implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Installation server = new Installation();

  @Option(names = "--json", description = "Writes one JSON object instead of tables.")
  private boolean json;

  @Override
  public Integer call() {
    JournalAudit audit = JournalAudit.of(server.log());
    Output output = new Output(spec, json);
    output.end(audit.lines(), audit.json());
    return audit.ok() ? 0 : 1;
  }
}
