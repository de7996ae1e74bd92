package dev.manna.server;

import dev.manna.log.redis.Durability;
import dev.manna.log.redis.RedisLogOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a log lies in Redis, as settings say it. */
final class RedisPlace {
  private static final String SERVER = "(\\[[0-9a-fA-F:]+\\]|[^\\s,:/@?#\\[\\]]+)(:[0-9]{1,5})?";
  private static final String SERVERS = SERVER + "(," + SERVER + ")*";

  /** A regular expression; an address with a user or a password is none. */
  static final String FORM =
      "rediss?://"
          + SERVER
          + "|rediss?-sentinel://"
          + SERVERS
          + "#[a-zA-Z0-9._-]+|rediss?-cluster://"
          + SERVERS;

  /** The same, as people read it. */
  static final String WORDS =
      "redis://HOST:PORT, redis-sentinel://HOST:PORT,...#MASTER, redis-cluster://HOST:PORT,..."
          + " (with rediss for TLS)";

  /** One at the end of a server's address. */
  private static final Pattern PORT = Pattern.compile(":([0-9]{1,5})(?=$|[,#])");

  private static final int MOST_PORT = 65_535;

  private RedisPlace() {}

  /** Whether a log lies in Redis. */
  static boolean is(String log) {
    return log.startsWith("redis");
  }

  /** Whether one is asked over TLS. */
  static boolean isEncrypted(String log) {
    return log.startsWith("rediss");
  }

  /**
   * What is asked of Redis.
   *
   * @param node what the node is called that appends
   * @throws Complaint if the certificates cannot be read
   */
  static RedisLogOptions of(Config config, String node) {
    String log = config.text(Setting.LOG);
    String kind = log.substring(0, log.indexOf(':'));
    String servers = log.substring(log.indexOf("//") + 2);
    checkPorts(servers);
    String user = user(config);
    String name = config.logName();
    RedisLogOptions place;
    if (kind.endsWith("-cluster")) {
      String scheme = kind.substring(0, kind.indexOf('-')) + "://" + user;
      List<String> all = Stream.of(servers.split(",", -1)).map(each -> scheme + each).toList();
      place = RedisLogOptions.inCluster(name, all);
    } else {
      place = RedisLogOptions.at(name, kind + "://" + user + servers);
    }
    return place
        .withNode(node)
        .withWindow(config.number(Setting.LOG_WINDOW))
        .withWindowUnits(config.number(Setting.LOG_WINDOW_UNITS))
        .withReplicas((int) config.number(Setting.LOG_REPLICAS))
        .withDurability(durability(config.text(Setting.LOG_DURABILITY)))
        .withAuthorities(authorities(config.text(Setting.LOG_AUTHORITIES)));
  }

  private static void checkPorts(String servers) {
    Matcher port = PORT.matcher(servers);
    while (port.find()) {
      int found = Integer.parseInt(port.group(1));
      if (found < 1 || found > MOST_PORT) {
        throw new Complaint(
            "%s: a port is 1 to %d, and not %d".formatted(Setting.LOG.key(), MOST_PORT, found));
      }
    }
  }

  /** Before a server's name in an address; who has no password is nobody. */
  private static String user(Config config) {
    String password = config.text(Setting.LOG_PASSWORD);
    return password.isEmpty()
        ? ""
        : encoded(config.text(Setting.LOG_USER)) + ':' + encoded(password) + '@';
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Durability durability(String level) {
    return switch (level) {
      case "fsynced" -> Durability.FSYNCED;
      case "every-second" -> Durability.EVERY_SECOND;
      default -> Durability.MEMORY;
    };
  }

  private static String authorities(String file) {
    if (file.equals("none")) {
      return "";
    }
    try {
      String pem = Files.readString(Path.of(file), StandardCharsets.US_ASCII);
      if (!pem.contains("-----BEGIN CERTIFICATE-----")) {
        throw new Complaint(
            Setting.LOG_AUTHORITIES.key() + ": " + file + " holds no certificate in PEM");
      }
      return pem;
    } catch (IOException | InvalidPathException e) {
      throw new Complaint(Setting.LOG_AUTHORITIES.key() + ": " + file + " cannot be read: " + e, e);
    }
  }
}
