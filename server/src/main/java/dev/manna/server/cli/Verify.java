package dev.manna.server.cli;

import dev.manna.server.Complaint;
import dev.manna.server.verify.PublishedLog;
import dev.manna.server.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that checks a published log. */
@Command(
    name = "verify",
    description = {
      "Recomputes every outcome and the closing stock from a file of 'export --public', offline.",
      "Exit status 1 if anything in it does not follow."
    })
final class Verify implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "EXPORT", description = "A file that 'export --public' wrote.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Writes one JSON object instead of tables.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      VerifyReport report = new VerifyReport(file.toString(), new PublishedLog(file).verify());
      new Output(spec, json).end(report.lines(), report.json());
      return report.ok() ? 0 : 1;
    } catch (IOException e) {
      throw new Complaint(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
