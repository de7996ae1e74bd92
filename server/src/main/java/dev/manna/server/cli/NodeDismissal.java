package dev.manna.server.cli;

import dev.manna.core.Author;
import dev.manna.core.Malformed;
import dev.manna.log.postgres.NodeRecords;
import dev.manna.log.postgres.NodeRecords.Node;
import dev.manna.server.Complaint;
import dev.manna.server.Config;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends the waiting for a node that is silent. */
@Command(
    name = "dismiss",
    description = {
      "Says that a log in Redis is not to wait for a node that is silent: the recovery goes on",
      "without it. WHAT ONLY THAT NODE HAS ACKNOWLEDGED IS LOST, and its units are given again."
          + " Try",
      "first to let it go on: one that was stopped or cut off answers by itself. Who said it and"
          + " why",
      "stays with the node's record."
    })
final class NodeDismissal implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AtLog place = new AtLog();

  @Parameters(paramLabel = "NODE", description = "The node, as 'manna nodes' calls it.")
  private String name = "";

  @Option(
      names = "--actor",
      required = true,
      paramLabel = "ID",
      description = "Who says so: printable ASCII without spaces, 64 characters at most.")
  private String actor = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why: 200 characters at most.")
  private String reason = "";

  @Override
  public Integer call() {
    Author author = author();
    Config config = place.settings();
    if (!config.isInRedis()) {
      throw new Complaint(
          "a log in PostgreSQL has all that its nodes have acknowledged, and waits for none; only"
              + " nodes of a log in Redis can be dismissed");
    }
    NodeList.ask(
        config,
        records -> {
          NodeRecords.Epochs epochs = NodeList.epochs(config, records);
          Node node = silent(records.nodes(), NodeList.isRecovered(config, epochs));
          records.dismiss(node.name(), node.epoch(), author);
          return true;
        });
    spec.commandLine()
        .getOut()
        .printf(
            "%s is not waited for any more; what only it has acknowledged is lost. The nodes go on"
                + " by themselves, once they wait for nobody else.%n",
            name);
    return 0;
  }

  private Author author() {
    try {
      return new Author(actor, reason);
    } catch (Malformed e) {
      throw new Complaint("--actor and --reason: " + e.getMessage(), e);
    }
  }

  /** The node, if anybody may be waiting for it. */
  private Node silent(List<Node> nodes, boolean recovered) {
    for (Node node : nodes) {
      if (node.name().equals(name)) {
        String state = NodeList.state(node, recovered);
        if (!state.equals("silent") && !state.equals("lost") && !state.equals("left")) {
          throw new Complaint(
              "%s is not waited for: its state is \"%s\", and silent, lost and left are allowed"
                  .formatted(name, state));
        }
        return node;
      }
    }
    throw new Complaint(
        "%s has not joined the newest epoch; those who have: %s"
            .formatted(name, nodes.stream().map(Node::name).collect(Collectors.joining(", "))));
  }
}
