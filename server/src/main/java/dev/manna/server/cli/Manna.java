package dev.manna.server.cli;

import dev.manna.server.Complaint;
import dev.manna.server.Version;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The root of the command line. Exit status: 0 done, 1 it failed and said why, 2 it was asked
 * wrongly.
 */
@Command(
    name = "manna",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = Manna.ThisVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Gives away scarce things, exactly.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:failed, and said why",
      "2:asked wrongly (unknown command, option or value)"
    },
    footer = "%n'manna help COMMAND' explains a command.")
public final class Manna {
  private Manna() {}

  /** All commands in the order in which the help lists them. */
  private static List<Object> commands() {
    return List.of(
        Serve.commandLine(),
        new Demo(),
        new Rehearse(),
        new Simulate(),
        new Audit(),
        new Explain(),
        new CheckReceipt(),
        new Show(),
        new Export(),
        new Move(),
        new NodeList(),
        new Books(),
        new Streams(),
        new Hooks(),
        new Reconcile(),
        new Verify(),
        new HelpCommand());
  }

  /** The command line, ready to execute. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Manna());
    commands().forEach(line::addSubcommand);
    line.setExecutionExceptionHandler(Manna::explain);
    line.setAbbreviatedOptionsAllowed(false);
    return line;
  }

  /** What {@code --version} says. */
  static final class ThisVersion implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"manna " + Version.number()};
    }
  }

  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof Complaint) {
      line.getErr().println("manna: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw e;
  }
}
