package dev.manna.server.cli;

import dev.manna.core.Author;
import dev.manna.core.Log;
import dev.manna.log.postgres.NodeRecords;
import dev.manna.log.postgres.NodeRecords.Dismissal;
import dev.manna.log.postgres.NodeRecords.Node;
import dev.manna.server.Complaint;
import dev.manna.server.Config;
import dev.manna.server.terminal.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that shows who shares a log. */
@Command(
    name = "nodes",
    description = {
      "Lists the nodes that share a log: those of the newest epoch that anybody has joined, and",
      "whether each was heard of, has left, or is silent. Asks the database alone. Passwords:",
      "MANNA_LOG_PASSWORD, for a log in Redis MANNA_LOG_DATABASE_PASSWORD, or the settings."
    },
    subcommands = NodeDismissal.class)
final class NodeList implements Callable<Integer> {
  /** As long as nodes wait before they take one for dead. */
  static final long SILENT_MILLIS = 5_000;

  private static final double MILLIS_A_SECOND = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AtLog place = new AtLog();

  @Option(names = "--json", description = "Writes one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    Config config = place.settings();
    ask(
        config,
        records -> {
          NodeRecords.Epochs epochs = epochs(config, records);
          List<Node> nodes = records.nodes();
          new Output(spec, json).end(lines(config, epochs, nodes), json(config, epochs, nodes));
          return true;
        });
    return 0;
  }

  /** Asks what is written down of a log's nodes. */
  static <T> T ask(Config config, Function<NodeRecords, T> question) {
    try (NodeRecords records =
        NodeRecords.of(config.logDatabase(), config.logName(), System::nanoTime)) {
      return question.apply(records);
    } catch (Log.Away e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
  }

  /** The epochs of a log that is there. */
  static NodeRecords.Epochs epochs(Config config, NodeRecords records) {
    NodeRecords.Epochs epochs = records.epochs();
    if (epochs == null) {
      throw new Complaint(
          "there is no log \"%s\" in %s; name another with --log-name"
              .formatted(config.logName(), config.logDatabase().shown()));
    }
    return epochs;
  }

  /** Whether nodes are at work on a recovery, and nobody may append. */
  static boolean isRecovered(Config config, NodeRecords.Epochs epochs) {
    return config.isInRedis() && epochs.opened() < epochs.current();
  }

  private static List<String> lines(Config config, NodeRecords.Epochs epochs, List<Node> nodes) {
    boolean recovered = isRecovered(config, epochs);
    List<String> lines = new ArrayList<>();
    lines.add("log \"%s\", epoch %,d".formatted(config.logName(), epochs.current()));
    if (recovered) {
      lines.add("it is recovered: nobody appends until this epoch is open; who offered was heard");
    }
    Table table = new Table("node", "epoch", "heard of", "state");
    for (Node node : nodes) {
      table.row(
          node.name(),
          node.epoch(),
          "%.1f s ago".formatted(node.unseenMillis() / MILLIS_A_SECOND),
          sentence(node, state(node, recovered)));
    }
    lines.addAll(nodes.isEmpty() ? List.of("nobody has joined yet") : table.lines());
    return lines;
  }

  /** How a node is, in a word. */
  static String state(Node node, boolean recovered) {
    if (node.dismissal() != null) {
      return "dismissed";
    }
    if (node.lost()) {
      return "lost";
    }
    if (node.left() != null) {
      return "left";
    }
    if (recovered) {
      return node.offered() ? "offered" : "silent";
    }
    return node.unseenMillis() > SILENT_MILLIS ? "silent" : "lives";
  }

  private static String sentence(Node node, String state) {
    Dismissal dismissal = node.dismissal();
    Author author = dismissal == null ? null : dismissal.author();
    if (author != null) {
      return "dismissed by %s: %s".formatted(author.actor(), author.reason());
    }
    return state.equals("left") && node.knew() > 0
        ? "left at position %,d".formatted(node.knew())
        : state;
  }

  private static Map<String, Object> json(
      Config config, NodeRecords.Epochs epochs, List<Node> nodes) {
    boolean recovered = isRecovered(config, epochs);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("log", config.logName());
    json.put("epoch", epochs.current());
    json.put("open", !recovered);
    json.put("nodes", nodes.stream().map(each -> json(each, state(each, recovered))).toList());
    return json;
  }

  private static Map<String, Object> json(Node node, String state) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", node.name());
    json.put("epoch", node.epoch());
    json.put("state", state);
    json.put("registered", node.registered().toString());
    json.put("unseenMillis", node.unseenMillis());
    if (node.left() != null) {
      json.put("left", node.left().toString());
      json.put("knew", node.knew());
    }
    Dismissal dismissal = node.dismissal();
    @Nullable Author author = dismissal == null ? null : dismissal.author();
    if (author != null) {
      json.put("actor", author.actor());
      json.put("reason", author.reason());
    }
    return json;
  }
}
