package dev.manna.server.cli;

import dev.manna.core.Campaign;
import dev.manna.core.Lottery;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.server.Complaint;
import dev.manna.server.forecast.Arrivals;
import dev.manna.server.forecast.DefinitionSource;
import dev.manna.server.forecast.Forecast;
import dev.manna.server.forecast.ForecastReport;
import dev.manna.server.forecast.Scenario;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that says what a definition would come to. */
@Command(
    name = "simulate",
    description = {
      "Says what a definition would come to: cost, when what runs out, each user's chances.",
      "Many runs of the law itself, in memory and in virtual time; for before a campaign is"
          + " published, and before each edit."
    })
final class Simulate implements Callable<Integer> {
  private static final int MAX_USERS = 10_000_000;
  private static final int MAX_CLAIMS = 20_000_000;
  private static final int MAX_SECONDS = 366 * 86_400;
  private static final int MAX_RUNS = 1_000_000;
  private static final long MILLIS = 1_000;
  private static final long NANOS = 1_000_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--campaign",
      required = true,
      paramLabel = "FILE|URL",
      description = {
        "The definition: a file with the body of a PUT to /v1/campaigns/ID,",
        "or the address of a running one, http://host:port/v1/campaigns/ID."
      })
  private String campaign = "";

  @Option(
      names = "--against",
      paramLabel = "FILE|URL",
      description =
          "Another definition, to be held against it: the one that is live, before an" + " edit.")
  private @Nullable String against;

  @Option(
      names = "--users",
      required = true,
      paramLabel = "N",
      description = "How many users come; 1 to 10000000.")
  private int users;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "How long they come, from the campaign's start or first round on (default: its window).")
  private @Nullable Long seconds;

  @Option(
      names = "--runs",
      paramLabel = "R",
      defaultValue = "1000",
      description = "How many runs; 2 to 1000000 (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--within",
      paramLabel = "S",
      defaultValue = "30",
      description = "Begins no run after so many seconds, but two (default: ${DEFAULT-VALUE}).")
  private long within;

  @Option(
      names = "--arrivals",
      paramLabel = "HOW",
      defaultValue = "steady",
      description =
          "steady, falling or rising tenfold, or spike: half in the first second (default:"
              + " ${DEFAULT-VALUE}).")
  private String arrivals = "";

  @Option(
      names = "--claims",
      paramLabel = "K",
      defaultValue = "1",
      description = "How many times each user claims (default: ${DEFAULT-VALUE}).")
  private int claims;

  @Option(
      names = "--draws",
      paramLabel = "D",
      defaultValue = "1",
      description = "Draws in a claim on a lottery; 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int draws;

  @Option(
      names = "--hold",
      paramLabel = "S",
      defaultValue = "0",
      description = "How long an order holds its goods for the payment (default: given at once).")
  private long hold;

  @Option(
      names = "--paid",
      paramLabel = "P",
      defaultValue = "100",
      description = "Of a hundred held orders, how many are paid (default: ${DEFAULT-VALUE}).")
  private int paid;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed makes the same runs (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--json",
      description = "Ends with one JSON object on standard output; tables go to standard error.")
  private boolean json;

  @Override
  public Integer call() {
    check();
    Scenario scenario = scenario(DefinitionSource.read("--campaign", campaign));
    Scenario other =
        against == null
            ? null
            : scenario.with(against, DefinitionSource.read("--against", against));
    long began = System.nanoTime();
    Forecast forecast = forecast(scenario, other == null ? 1 : 2);
    Forecast held = other == null ? null : forecast(other, 2);
    double took = (System.nanoTime() - began) / (double) NANOS;
    ForecastReport report = new ForecastReport(forecast, held, seed, took);
    new Output(spec, json).end(report.lines(), report.json());
    return 0;
  }

  private void check() {
    Arguments.within("--users", users, 1, MAX_USERS);
    Arguments.within("--claims", claims, 1, MAX_CLAIMS / users);
    Arguments.within("--runs", runs, Forecast.LEAST_RUNS, MAX_RUNS);
    Arguments.within("--within", within, 0, MAX_SECONDS);
    Arguments.within("--draws", draws, 1, Lottery.MAX_DRAWS);
    Arguments.within("--hold", hold, 0, Sale.MAX_HOLD_MILLIS / MILLIS);
    Arguments.within("--paid", paid, 0, 100);
    if (seconds != null) {
      Arguments.within("--seconds", seconds, 1, MAX_SECONDS);
    }
  }

  private Scenario scenario(Campaign definition) {
    return new Scenario(
        campaign,
        definition,
        users,
        claims,
        draws,
        seconds == null ? window(definition) : seconds * MILLIS,
        arrivals(),
        hold * MILLIS,
        paid);
  }

  private static long window(Campaign definition) {
    long millis = definition.closesMillis() - definition.opensMillis(0);
    if (definition.closesMillis() == Terms.FOREVER || millis > MAX_SECONDS * MILLIS) {
      throw new Complaint("--seconds: is needed, for the campaign has no end within a year");
    }
    return millis;
  }

  private Arrivals arrivals() {
    for (Arrivals each : Arrivals.values()) {
      if (each.word().equals(arrivals)) {
        return each;
      }
    }
    throw new Complaint(
        "--arrivals \"" + arrivals + "\": steady, falling, rising and spike are allowed");
  }

  private Forecast forecast(Scenario scenario, int shares) {
    long began = System.nanoTime();
    return Forecast.of(
        scenario, runs, seed, made -> System.nanoTime() - began < within * NANOS / shares);
  }
}
