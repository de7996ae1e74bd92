package dev.manna.server;

import dev.manna.core.Ids;
import dev.manna.core.Malformed;
import dev.manna.stream.EventTypes;
import dev.manna.webhook.AllowList;
import dev.manna.webhook.HookUrl;
import dev.manna.webhook.Network;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what a file of settings says of webhooks, strictly. */
final class HookReader {
  /** Each is a follower with a thread of its own. */
  private static final int MOST_HOOKS = 16;

  private static final int ASSUMED_RATE = 100;
  private static final int MOST_RATE = 10_000;

  private static final String NAME = "[a-z][a-z0-9-]{0,31}";
  private static final String ALL = "*";
  private static final String HOOKS = "webhooks: hooks";

  private static final List<String> KEYS = List.of("allow", "inside", "authorities", "hooks");
  private static final List<String> HOOK_KEYS =
      List.of("name", "url", "secrets", "campaigns", "types", "perSecond", "ordered", "from");

  private final YamlFile file;

  HookReader(YamlFile file) {
    this.file = file;
  }

  HookSettings read(Node node) {
    Map<String, Node> values = file.mapping(node, "webhooks", KEYS);
    List<Network> inside = each(values.get("inside"), "webhooks: inside", Network::parse);
    List<String> hosts = each(values.get("allow"), "webhooks: allow", HookReader::host);
    AllowList allowed = new AllowList(hosts, inside);
    Node authorities = values.get("authorities");
    Node hooks = values.get("hooks");
    List<HookSettings.Entry> entries = new ArrayList<>();
    for (Node hook : hooks == null ? List.<Node>of() : file.list(hooks, HOOKS)) {
      HookSettings.Entry entry = hook(hook, allowed);
      if (entries.stream().anyMatch(other -> other.name().equals(entry.name()))) {
        throw file.complaint(hook, HOOKS + ": two are named " + entry.name());
      }
      entries.add(entry);
    }
    if (entries.size() > MOST_HOOKS) {
      throw file.complaint(node, HOOKS + ": " + entries.size() + " are too many; up to 16 may be");
    }
    return new HookSettings(
        allowed,
        authorities == null ? null : path(authorities, "webhooks: authorities"),
        List.copyOf(entries));
  }

  private static String host(String text) {
    return new AllowList(List.of(text), List.of()).hosts().getFirst();
  }

  private HookSettings.Entry hook(Node node, AllowList allowed) {
    Map<String, Node> values = file.mapping(node, HOOKS, HOOK_KEYS);
    String name = text(node, values, "name");
    if (!name.matches(NAME)) {
      throw file.complaint(
          node,
          HOOKS
              + ": name: \""
              + name
              + "\" is not allowed; up to 32 of a-z, 0-9 and -, such as"
              + " shop, are");
    }
    String what = HOOKS + ": " + name + ": ";
    HookUrl url = url(node, values, what, allowed);
    text(node, values, "secrets");
    Node secrets = node(values, "secrets");
    return new HookSettings.Entry(
        name,
        url,
        path(secrets, what + "secrets"),
        file.where(secrets) + ": " + what + "secrets",
        some(values.get("campaigns"), what + "campaigns", HookReader::campaign),
        some(values.get("types"), what + "types", HookReader::type),
        rate(values.get("perSecond"), what + "perSecond"),
        oneOf(values.get("ordered"), what + "ordered", "false", "true"),
        oneOf(values.get("from"), what + "from", "now", "start"));
  }

  private String text(Node node, Map<String, Node> values, String key) {
    Node value = values.get(key);
    if (value == null) {
      throw file.complaint(node, HOOKS + ": " + key + ": is missing");
    }
    return file.scalar(value, HOOKS + ": " + key);
  }

  private static Node node(Map<String, Node> values, String key) {
    Node value = values.get(key);
    if (value == null) {
      throw new IllegalStateException(key);
    }
    return value;
  }

  private HookUrl url(Node node, Map<String, Node> values, String what, AllowList allowed) {
    String text = text(node, values, "url");
    Node at = node(values, "url");
    HookUrl url = parsed(at, what + "url", text, HookUrl::parse);
    String refusal = allowed.refusal(url);
    if (!refusal.isEmpty()) {
      throw file.complaint(at, what + "url: " + refusal);
    }
    return url;
  }

  private static String campaign(String id) {
    try {
      return Ids.name("a campaign", id);
    } catch (Malformed e) {
      throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String type(String type) {
    if (!EventTypes.ALL.contains(type)) {
      throw new IllegalArgumentException(
          '"' + type + "\" is no type; allowed: " + String.join(", ", EventTypes.ALL));
    }
    return type;
  }

  private <T> T parsed(Node at, String what, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw file.complaint(at, what + ": " + e.getMessage());
    }
  }

  private <T> List<T> each(@Nullable Node node, String what, Function<String, T> parse) {
    List<T> found = new ArrayList<>();
    for (Node item : node == null ? List.<Node>of() : file.list(node, what)) {
      found.add(parsed(item, what, file.scalar(item, what), parse));
    }
    return found;
  }

  /** A list, or {@code "*"} for all, as where nothing is said; all are none that are named. */
  private Set<String> some(@Nullable Node node, String what, Function<String, String> parse) {
    if (node == null || (node instanceof ScalarNode scalar && scalar.getValue().equals(ALL))) {
      return Set.of();
    }
    Set<String> named = new LinkedHashSet<>(each(node, what, parse));
    if (named.isEmpty()) {
      throw file.complaint(node, what + ": names none; \"*\" is all");
    }
    return named;
  }

  private int rate(@Nullable Node node, String what) {
    if (node == null) {
      return ASSUMED_RATE;
    }
    String text = file.scalar(node, what);
    boolean number = text.matches("[0-9]{1,6}");
    if (!number || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_RATE) {
      throw file.complaint(
          node, what + ": \"" + text + "\" is not allowed; an integer, 1 to " + MOST_RATE + ", is");
    }
    return Integer.parseInt(text);
  }

  /** Whether it is the second of two words; nothing is the first. */
  private boolean oneOf(@Nullable Node node, String what, String first, String second) {
    if (node == null) {
      return false;
    }
    String text = file.scalar(node, what);
    if (!text.equals(first) && !text.equals(second)) {
      throw file.complaint(
          node, what + ": \"" + text + "\" is not allowed; " + first + " and " + second + " are");
    }
    return text.equals(second);
  }

  private Path path(Node node, String what) {
    try {
      return Path.of(file.scalar(node, what));
    } catch (InvalidPathException e) {
      throw file.complaint(node, what + ": " + e.getMessage());
    }
  }
}
