package dev.manna.server.cli;

import dev.manna.server.demo.DemoReport;
import dev.manna.server.demo.DemoRun;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that shows what Manna is for, on a machine of one's own. */
@Command(
    name = "demo",
    description = {
      "A crowd claims prizes, red packets and goods from a server that is killed in the middle;",
      "with --log from three nodes that share a log, one of which is killed, and then its store.",
      "Then the log and what the clients were told are audited, the proof is checked,",
      "and the books are compared with the log. Exit status 1 if anything is wrong."
    })
final class Demo implements Callable<Integer> {
  /** Every answer is kept until the audit, some hundred bytes each. */
  private static final int MAX_SECONDS = 300;

  private static final int MAX_USERS = 10_000_000;
  private static final int MAX_CLIENTS = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "How long the crowd claims; 1 to 300 (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--users",
      defaultValue = "30000",
      description = "How many users there are; 1 to 10000000 (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--concurrency",
      defaultValue = "64",
      description = "How many claim at the same moment; 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keeps the journal and the server's log in this new or empty directory.")
  private @Nullable Path keep;

  @Option(
      names = "--ledger",
      paramLabel = "URL",
      description = "Keeps the books in this empty database; else beside the log.")
  private @Nullable String ledger;

  @Mixin private final OwnServers own = new OwnServers();

  @Option(
      names = "--json",
      description =
          "Ends with one JSON object on standard output; progress goes to standard error.")
  private boolean json;

  @Override
  public Integer call() {
    Arguments.within("--seconds", seconds, 1, MAX_SECONDS);
    Arguments.within("--users", users, 1, MAX_USERS);
    Arguments.within("--concurrency", concurrency, 1, MAX_CLIENTS);
    if (keep != null) {
      Arguments.emptyDirectory("--keep", keep);
    }
    Output output = new Output(spec, json);
    DemoRun.Options options =
        new DemoRun.Options(
            seconds, users, concurrency, keep, ledger, own.log(), own.postgresPrograms());
    DemoReport report = new DemoRun(options, output.screen()).run();
    output.end(report.lines(), report.json());
    return report.ok() ? 0 : 1;
  }
}
