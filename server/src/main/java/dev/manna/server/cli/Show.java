package dev.manna.server.cli;

import dev.manna.core.Ids;
import dev.manna.core.Malformed;
import dev.manna.server.Complaint;
import dev.manna.server.past.Moment;
import dev.manna.server.past.PastJson;
import dev.manna.server.past.PastLines;
import dev.manna.server.past.PastReport;
import dev.manna.server.past.PastState;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that looks at an earlier state. */
@Command(
    name = "show",
    description = {
      "Shows balances, odds and winners as of any position of the log, or of any time.",
      "The server may run meanwhile."
    })
final class Show implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Installation server = new Installation();

  @Option(
      names = "--at",
      paramLabel = "MOMENT",
      description =
          "A position such as 1042, or a time such as 2026-05-01T12:00:00Z; else the end.")
  private @Nullable String at;

  @Option(names = "--campaign", paramLabel = "ID", description = "Only this campaign.")
  private @Nullable String campaign;

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "Also what this user had, and the odds of the user's next draw.")
  private @Nullable String user;

  @Option(
      names = "--winners",
      description = "Also who had won what in the campaign; reads the log from its beginning.")
  private boolean winners;

  @Option(names = "--json", description = "Writes one JSON object instead of tables.")
  private boolean json;

  @Override
  public Integer call() {
    if (winners && campaign == null) {
      throw new Complaint("--winners: name their campaign with --campaign");
    }
    if (campaign != null) {
      Arguments.name("--campaign", campaign);
    }
    if (user != null) {
      checkUser(user);
    }
    Moment moment = at == null ? new Moment.End() : Moment.of(at);
    PastState state = PastState.of(server.log(), moment, winners ? campaign : null);
    PastReport report = new PastReport(state, campaign, user);
    new Output(spec, json).end(PastLines.of(report, winners), PastJson.of(report, winners));
    return 0;
  }

  private static void checkUser(String id) {
    try {
      Ids.user(id);
    } catch (Malformed e) {
      throw new Complaint("--user \"" + id + "\": " + e.getMessage(), e);
    }
  }
}
