package dev.manna.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** A configuration file in YAML: keys and values, one a line, and the webhooks below their key. */
final class SettingsFile {
  private static final String WEBHOOKS = "webhooks";

  private final YamlFile file;

  /** What stands in it. */
  record Content(Map<Setting, String> values, HookSettings webhooks) {}

  private SettingsFile(Path path) {
    this.file = new YamlFile(path);
  }

  /**
   * Reads a file.
   *
   * @throws Complaint that names the line, what stands there and what is allowed
   */
  static Content read(Path path) {
    return new SettingsFile(path).read();
  }

  private Content read() {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    HookSettings webhooks = HookSettings.NONE;
    Node root = file.root();
    if (root == null) {
      return new Content(values, webhooks);
    }
    if (!(root instanceof MappingNode mapping)) {
      throw file.complaint(root, "settings are written as \"key: value\", one a line");
    }
    boolean hooked = false;
    for (NodeTuple entry : mapping.getValue()) {
      String key = file.scalar(entry.getKeyNode(), "a setting");
      boolean twice;
      if (key.equals(WEBHOOKS)) {
        twice = hooked;
        hooked = true;
        webhooks = new HookReader(file).read(entry.getValueNode());
      } else {
        Setting setting = setting(entry.getKeyNode(), key);
        twice = values.put(setting, value(setting, entry.getValueNode())) != null;
      }
      if (twice) {
        throw file.complaint(entry.getKeyNode(), key + ": stands twice");
      }
    }
    return new Content(values, webhooks);
  }

  private String value(Setting setting, Node node) {
    String value = file.scalar(node, setting.key());
    String wrong = setting.complaint(value);
    if (!wrong.isEmpty()) {
      throw file.complaint(node, setting.key() + ": " + wrong);
    }
    return value;
  }

  private Setting setting(Node node, String key) {
    List<String> known = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      if (setting.key().equals(key)) {
        return setting;
      }
      known.add(setting.key());
    }
    known.add(WEBHOOKS);
    throw file.complaint(node, key + ": is not a setting; allowed: " + String.join(", ", known));
  }
}
