package dev.manna.server.cli;

import dev.manna.log.postgres.Database;
import dev.manna.server.Complaint;
import dev.manna.server.Config;
import dev.manna.server.Setting;
import dev.manna.server.move.Moving;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that takes a log from one machine to where many share it, and back. */
@Command(
    name = "move",
    description = {
      "Copies the log of stopped servers, with all campaigns, their state and history: the journal",
      "of a data directory into PostgreSQL or Redis, where several nodes share it, or back. Both"
          + " are",
      "compared before the copy can be found. What it was copied from stays as it is: start no",
      "server on it any more. Passwords: MANNA_LOG_PASSWORD, MANNA_LOG_DATABASE_PASSWORD or the",
      "file of settings."
    })
final class Move implements Callable<Integer> {
  private static final String PLACES = "a data directory, postgresql://HOST/NAME or redis://HOST";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DIR|URL",
      description = "Where the log lies: " + PLACES + ".")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR|URL",
      description = "Where it is to lie, where nothing is: " + PLACES + ".")
  private String to = "";

  @Mixin private LogNamed named = new LogNamed();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in YAML; ./" + Config.FILE + " where it exists.")
  private @Nullable Path file;

  @Option(names = "--json", description = "Writes one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    Output output = new Output(spec, json);
    Moving moved = isUrl(from) ? back(output) : there(output);
    output.end(
        List.of(
            "%,d events in %,d batches: the same in both, byte by byte"
                .formatted(moved.events(), moved.batches()),
            "the state at the end is %s in both".formatted(moved.digest()),
            "Moved to %s. Start no server on %s any more.".formatted(moved.to(), moved.from())),
        json(moved));
    return 0;
  }

  private Moving there(Output output) {
    if (!isUrl(to)) {
      throw new Complaint(
          "%s and %s are both directories; one of --from and --to is postgresql://HOST/NAME or"
                  .formatted(from, to)
              + " redis://HOST");
    }
    Config settings = settings("--to", to);
    if (settings.isInRedis()) {
      return Moving.intoRedis(
          Path.of(from),
          settings.redis("move"),
          database("--log-database", settings),
          output.screen()::line);
    }
    return Moving.ofJournal(
        Path.of(from), database("--to", settings), settings.logName(), output.screen()::line);
  }

  private Moving back(Output output) {
    if (isUrl(to)) {
      throw new Complaint("--from and --to are both URLs; one of them is a data directory");
    }
    Config settings = settings("--from", from);
    if (settings.isInRedis()) {
      return Moving.outOfRedis(
          settings.redis("move"),
          database("--log-database", settings),
          Path.of(to),
          output.screen()::line);
    }
    return Moving.toJournal(
        database("--from", settings), settings.logName(), Path.of(to), output.screen()::line);
  }

  private static boolean isUrl(String place) {
    return place.matches("[a-z][a-z0-9+-]*:.*");
  }

  private Config settings(String option, String url) {
    if (!url.matches("(jdbc:)?postgresql://.*|rediss?(-sentinel|-cluster)?://.*")) {
      // It is not repeated whole: it may hold a password.
      throw new Complaint(
          "a log at %s://... cannot be moved; %s is allowed"
              .formatted(url.substring(0, url.indexOf(':')), PLACES));
    }
    String wrong = Setting.LOG.complaint(url);
    if (!wrong.isEmpty()) {
      throw new Complaint(option + ": " + wrong);
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.put(Setting.LOG, url);
    named.put(flags);
    return Config.read(file, System.getenv(), flags);
  }

  private static Database database(String option, Config settings) {
    try {
      return settings.logDatabase();
    } catch (IllegalArgumentException e) {
      throw new Complaint(option + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> json(Moving moved) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", moved.from());
    json.put("to", moved.to());
    json.put("events", moved.events());
    json.put("batches", moved.batches());
    json.put("digest", moved.digest());
    json.put("ok", true);
    return json;
  }
}
