package dev.manna.server.cli;

import dev.manna.server.Complaint;
import dev.manna.server.group.LogKind;
import dev.manna.server.rehearsal.RehearsalReport;
import dev.manna.server.rehearsal.RehearsalRun;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that replays a shop's own orders. */
@Command(
    name = "rehearse",
    description = {
      "Replays a shop's own orders against a sale, and says who would have got what.",
      "Each order is all or nothing. Without --url it starts a server of its own, with --log three"
          + " nodes, and audits the log at the end. Exit status 1 if anything is wrong."
    })
final class Rehearse implements Callable<Integer> {
  private static final int MAX_CLIENTS = 1_000;
  private static final int MAX_RATE = 1_000_000;
  private static final int MAX_KILLS = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--orders",
      required = true,
      paramLabel = "FILE",
      description = {
        "The orders, plain or gzipped: one basket a line, its SKUs separated by commas;",
        "or CSV whose header names order, sku and, if you like, time, user, quantity."
      })
  private Path orders = Path.of("");

  @Option(
      names = "--stock",
      required = true,
      paramLabel = "N|FILE",
      description = "Units of each SKU, or a file of lines sku,quantity.")
  private String stock = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A running server (default: one of its own, with temporary data).")
  private @Nullable String url;

  @Option(
      names = "--campaign",
      paramLabel = "ID",
      defaultValue = "rehearsal",
      description = "The sale that is opened for it (default: ${DEFAULT-VALUE}).")
  private String campaign = "";

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "Orders a second; latency counts from when one was due (default: no limit).")
  private @Nullable Double rate;

  @Option(
      names = "--concurrency",
      paramLabel = "C",
      defaultValue = "64",
      description = {
        "How many orders are out at a time; 1 to 1000 (default: ${DEFAULT-VALUE}).",
        "1 is strictly the order of the file."
      })
  private int concurrency;

  @Option(
      names = "--kill",
      paramLabel = "K",
      defaultValue = "0",
      description = {
        "Kills its own server K times on the way, with SIGKILL (default: 0);",
        "of nodes one, and then the store that they share."
      })
  private int kills;

  @Option(
      names = "--outcomes",
      paramLabel = "FILE",
      description = "Writes what became of each order, as CSV: order,outcome.")
  private @Nullable Path outcomes;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keeps what its own servers leave in this new or empty directory.")
  private @Nullable Path keep;

  @Mixin private final OwnServers own = new OwnServers();

  @Option(
      names = "--json",
      description =
          "Ends with one JSON object on standard output; progress goes to standard error.")
  private boolean json;

  @Override
  public Integer call() {
    Arguments.within("--concurrency", concurrency, 1, MAX_CLIENTS);
    Arguments.within("--kill", kills, 0, MAX_KILLS);
    if (rate != null && !(rate > 0 && rate <= MAX_RATE)) {
      throw new Complaint("--rate " + rate + ": more than 0, up to " + MAX_RATE + " are allowed");
    }
    LogKind log = own.log();
    if (url != null && (kills > 0 || keep != null || log.isShared())) {
      throw new Complaint(
          "--kill, --keep and --log are for servers of its own, and --url names another");
    }
    Arguments.name("--campaign", campaign);
    if (keep != null) {
      Arguments.emptyDirectory("--keep", keep);
    }
    URI server = url == null ? null : Arguments.url("--url", url);
    Output output = new Output(spec, json);
    RehearsalRun.Options options =
        new RehearsalRun.Options(
            orders,
            stock,
            server,
            campaign,
            rate == null ? 0 : rate,
            concurrency,
            kills,
            keep,
            log,
            own.postgresPrograms());
    RehearsalReport report = new RehearsalRun(options, output.screen()).run();
    if (outcomes != null) {
      report.writeOutcomes(outcomes);
    }
    output.end(report.lines(), report.json());
    return report.ok() ? 0 : 1;
  }
}
