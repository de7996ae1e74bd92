package dev.manna.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
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

/** A configuration file: one level of keys and values in YAML, each on a line that can be named. */
final class SettingsFile {
  /** Far more than all settings take. */
  private static final int MAX_BYTES = 64 * 1024;

  private final Path path;

  private SettingsFile(Path path) {
    this.path = path;
  }

  /**
   * Reads a file.
   *
   * @throws Complaint that names the line, what stands there and what is allowed
   */
  static Map<Setting, String> read(Path path) {
    return new SettingsFile(path).read();
  }

  private Map<Setting, String> read() {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    Node root = root();
    if (root == null) {
      return values;
    }
    if (!(root instanceof MappingNode mapping)) {
      throw complaint(root, "settings are written as \"key: value\", one a line");
    }
    for (NodeTuple entry : mapping.getValue()) {
      Setting setting = setting(entry.getKeyNode());
      String value = scalar(entry.getValueNode(), setting.key());
      String wrong = setting.complaint(value);
      if (!wrong.isEmpty()) {
        throw complaint(entry.getValueNode(), setting.key() + ": " + wrong);
      }
      if (values.put(setting, value) != null) {
        throw complaint(entry.getKeyNode(), setting.key() + ": stands twice");
      }
    }
    return values;
  }

  private @Nullable Node root() {
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

  private Setting setting(Node node) {
    String key = scalar(node, "a setting");
    List<String> known = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (setting.key().equals(key)) {
        return setting;
      }
      known.add(setting.key());
    }
    throw complaint(node, key + ": is not a setting; allowed: " + String.join(", ", known));
  }

  private String scalar(Node node, String what) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw complaint(node, what + ": is not a single value");
  }

  private Complaint complaint(Node node, String what) {
    String line = node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    return new Complaint(path + line + ": " + what);
  }
}
