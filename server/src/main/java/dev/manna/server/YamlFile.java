package dev.manna.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A small file in YAML whose lines can be named in complaints. */
record YamlFile(Path path) {
  /** Far more than all settings take. */
  private static final int MAX_BYTES = 64 * 1024;

  /**
   * The whole of it, null where nothing stands there.
   *
   * @throws Complaint if it cannot be read, or is not YAML
   */
  @Nullable Node root() {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new Complaint(path + " is larger than " + MAX_BYTES + " bytes; it holds settings?");
      }
      LoadSettings settings = LoadSettings.builder().setLabel(path.toString()).build();
      return new Compose(settings).composeString(Files.readString(path)).orElse(null);
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new Complaint(path + where + ": is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new Complaint(path + ": is not YAML: " + e.getMessage());
    } catch (IOException e) {
      throw new Complaint(path + " cannot be read: " + e, e);
    }
  }

  /** A single value. */
  String scalar(Node node, String what) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw complaint(node, what + ": is not a single value");
  }

  /** The items of a list. */
  List<Node> list(Node node, String what) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw complaint(node, what + ": is not a list, such as [a, b]");
  }

  /**
   * The keys and values of a mapping.
   *
   * @param allowed the keys that may stand there, each once
   */
  Map<String, Node> mapping(Node node, String what, List<String> allowed) {
    if (!(node instanceof MappingNode mapping)) {
      throw complaint(node, what + ": is not written as \"key: value\", one a line");
    }
    Map<String, Node> values = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String key = scalar(entry.getKeyNode(), what);
      if (!allowed.contains(key)) {
        String names = String.join(", ", allowed);
        throw complaint(
            entry.getKeyNode(), what + ": " + key + ": is not known here; allowed: " + names);
      }
      if (values.put(key, entry.getValueNode()) != null) {
        throw complaint(entry.getKeyNode(), what + ": " + key + ": stands twice");
      }
    }
    return values;
  }

  /** The file and the line of a node. */
  String where(Node node) {
    return path + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
  }

  /** What is wrong with a node, where it stands. */
  Complaint complaint(Node node, String what) {
    return new Complaint(where(node) + ": " + what);
  }
}
