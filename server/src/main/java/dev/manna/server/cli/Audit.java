package dev.manna.server.cli;

import dev.manna.server.proof.JournalAudit;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that recomputes every invariant from the journal. */
@Command(
    name = "audit",
    description = {
      "Reads the journal of a stopped server and recomputes every invariant, with code of its own.",
      "Exit status 1 if one does not hold."
    })
final class Audit implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "The data directory of a stopped server.")
  private Path data = Path.of("");

  @Option(names = "--json", description = "Writes one JSON object instead of tables.")
  private boolean json;

  @Override
  public Integer call() {
    JournalAudit audit = JournalAudit.of(data);
    Output output = new Output(spec, json);
    output.end(audit.lines(), audit.json());
    return audit.ok() ? 0 : 1;
  }
}
