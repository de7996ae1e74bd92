package dev.manna.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manna.server.terminal.Table;
import dev.manna.webhook.DeadLetters;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** The command that shows how webhooks stand. */
@Command(name = "list", description = "Shows each target: what waits, and how many dead letters.")
final class HookList implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Hooks.Place place = new Hooks.Place();

  @Option(names = "--json", description = "Writes a JSON object a line instead of a table.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    return place.open(
        letters -> {
          List<DeadLetters.Standing> all = letters.standings();
          if (json) {
            all.forEach(each -> out.println(JSON.writeValueAsString(fields(each))));
            return;
          }
          Table table = new Table("target", "position", "pending", "dead", "last problem");
          for (DeadLetters.Standing each : all) {
            table.row(each.target(), each.position(), each.pending(), each.dead(), each.problem());
          }
          table.lines().forEach(out::println);
        });
  }

  private static Map<String, Object> fields(DeadLetters.Standing each) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("target", each.target());
    fields.put("position", each.position());
    fields.put("pending", each.pending());
    fields.put("dead", each.dead());
    fields.put("problem", each.problem());
    return fields;
  }

  /** Shows dead letters. */
  @Command(
      name = "dead",
      description = {
        "Shows dead letters, a page of them in the order of their numbers. With --json each line",
        "holds the whole notice, its body included."
      })
  static final class Dead implements Callable<Integer> {
    private static final int MOST = 10_000;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private Hooks.Place place = new Hooks.Place();

    @Option(names = "--target", paramLabel = "NAME", description = "Only those of one target.")
    private String target = "";

    @Option(
        names = "--after",
        paramLabel = "N",
        description = "Only those with a larger number: the last one of the page before.")
    private long after;

    @Option(
        names = "--limit",
        paramLabel = "N",
        description = "At most so many (${DEFAULT-VALUE}).")
    private int limit = 100;

    @Option(names = "--json", description = "Writes a JSON object a line instead of a table.")
    private boolean json;

    @Override
    public Integer call() {
      Arguments.within("--after", after, 0, Long.MAX_VALUE);
      Arguments.within("--limit", limit, 1, MOST);
      PrintWriter out = spec.commandLine().getOut();
      return place.open(
          letters -> {
            if (!target.isEmpty()) {
              Hooks.Place.known(letters, target);
            }
            if (json) {
              letters.read(
                  target, after, limit, each -> out.println(JSON.writeValueAsString(whole(each))));
              return;
            }
            Table table =
                new Table(
                    "number",
                    "target",
                    "campaign",
                    "type",
                    "position",
                    "attempts",
                    "first tried",
                    "last problem");
            letters.read(target, after, limit, each -> row(table, each));
            table.lines().forEach(out::println);
          });
    }

    private static void row(Table table, DeadLetters.Letter each) {
      table.row(
          Long.toString(each.number()),
          each.target(),
          each.campaign(),
          each.type(),
          each.position(),
          each.attempts(),
          Instant.ofEpochMilli(each.firstMillis()),
          each.problem());
    }

    private static Map<String, Object> whole(DeadLetters.Letter each) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("number", each.number());
      fields.put("target", each.target());
      fields.put("id", each.id());
      fields.put("attempts", each.attempts());
      fields.put("firstTried", Instant.ofEpochMilli(each.firstMillis()).toString());
      fields.put("problem", each.problem());
      fields.put("notice", JSON.readTree(new String(each.body(), UTF_8)));
      return fields;
    }
  }
}
