package dev.manna.log.redis;

import dev.manna.log.redis.RedisLog.Unfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a Redis can hold a log: how it is set, and what it is. */
final class Fitness {
  private static final int LEAST_MAJOR = 6;
  private static final int LEAST_MINOR = 2;

  private static final Pattern VERSION =
      Pattern.compile("(?m)^redis_version:((\\d+)\\.(\\d+)[^\\r\\n]*)");

  private static final Pattern REPLICA = Pattern.compile("(?m)^slave\\d+:.*state=online");

  private static final Pattern ROLE = Pattern.compile("(?m)^role:(\\w+)");

  private final Link link;
  private final List<String> found = new ArrayList<>();

  private Fitness(Link link) {
    this.link = link;
  }

  /** Refuses a server that could lose or forget what it has acknowledged. */
  static void require(Link link, RedisLogOptions options) {
    Fitness fitness = new Fitness(link);
    fitness.look(options);
    if (!fitness.found.isEmpty()) {
      throw new Unfit(
          "the log %s is not opened:\n  %s"
              .formatted(options.shown(), String.join("\n  ", fitness.found)));
    }
  }

  private void look(RedisLogOptions options) {
    Durability durability = options.durability();
    String version = unfitVersion(link.ask(redis -> redis.info("server")));
    if (!version.isEmpty()) {
      found.add(version);
    }
    String replication = link.ask(redis -> redis.info("replication"));
    Matcher role = ROLE.matcher(replication);
    if (!role.find() || !role.group(1).equals("master")) {
      found.add("it is a replica; the log is appended to at its master: name that, or Sentinels");
    }
    if (options.replicas() > 0) {
      // Whoever may not ask for replicas is told so now, and not by the first append.
      link.ask(redis -> redis.waitReplicas(0, 1));
    }
    long replicas = REPLICA.matcher(replication).results().count();
    if (replicas < options.replicas()) {
      found.add(
          "%d replicas are connected, and %d must have each append; connect as many"
              .formatted(replicas, options.replicas()));
    }
    require("maxmemory-policy", "noeviction", "eviction would remove the log");
    if (durability != Durability.MEMORY) {
      require("appendonly", "yes", "a restart would begin with nothing");
      require("no-appendfsync-on-rewrite", "no", "appends would not be fsynced while it rewrites");
    }
    if (durability == Durability.FSYNCED) {
      require("appendfsync", "always", "a crash would lose what was acknowledged");
    }
  }

  /** What is wrong with the version that a server tells of itself; empty for nothing. */
  static String unfitVersion(String info) {
    Matcher version = VERSION.matcher(info);
    if (!version.find()) {
      return "INFO tells no redis_version; allowed are Redis 6.2 or newer, and Valkey";
    }
    int major = Integer.parseInt(version.group(2));
    int minor = Integer.parseInt(version.group(3));
    return major < LEAST_MAJOR || (major == LEAST_MAJOR && minor < LEAST_MINOR)
        ? "the version is %s; allowed are 6.2 or newer".formatted(version.group(1))
        : "";
  }

  private void require(String setting, String allowed, String otherwise) {
    Map<String, String> settings = link.ask(redis -> redis.configGet(setting));
    String is = settings.getOrDefault(setting, "not told");
    if (!is.equals(allowed)) {
      found.add(
          "%s is %s: %s; set the line \"%s %s\" in redis.conf"
              .formatted(setting, is, otherwise, setting, allowed));
    }
  }
}
