package dev.manna.log.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * Where a Redis is, and who may use it.
 *
 * @param user null for the one that Redis has from the beginning
 * @param password null where none is asked for
 * @param servers or Sentinels, if a master is named
 * @param master what Sentinels call it; null where nobody need be asked
 */
record Address(
    boolean encrypted,
    @Nullable String user,
    @Nullable String password,
    List<HostAndPort> servers,
    @Nullable String master) {
  private static final int PORT = 6379;
  private static final int SENTINEL_PORT = 26379;

  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>rediss?)(?<sentinel>-sentinel)?://"
              + "(?:(?<user>[^:@/]*):(?<password>[^:@/]*)@)?"
              + "(?<servers>[^@/#]+)(?:#(?<master>.+))?");

  private static final Pattern SERVER =
      Pattern.compile("(?:\\[(?<six>[^\\]]+)\\]|(?<host>[^:\\[\\]]+))(?::(?<port>\\d{1,5}))?");

  /**
   * Reads one in the form in which {@link RedisLogOptions} has it.
   *
   * @throws IllegalArgumentException if it has another
   */
  static Address of(String uri) {
    Matcher form = FORM.matcher(uri);
    if (!form.matches() || (form.group("sentinel") == null) != (form.group("master") == null)) {
      throw unreadable(uri);
    }
    int port = form.group("sentinel") == null ? PORT : SENTINEL_PORT;
    List<HostAndPort> servers = new ArrayList<>();
    for (String each : form.group("servers").split(",", -1)) {
      Matcher server = SERVER.matcher(each);
      if (!server.matches()) {
        throw unreadable(uri);
      }
      String host = server.group("six") == null ? server.group("host") : server.group("six");
      String at = server.group("port");
      servers.add(new HostAndPort(host, at == null ? port : Integer.parseInt(at)));
    }
    return new Address(
        form.group("scheme").equals("rediss"),
        decoded(form.group("user")),
        decoded(form.group("password")),
        List.copyOf(servers),
        form.group("master"));
  }

  /** No user is the one that is there from the beginning, no password none. */
  private static @Nullable String decoded(@Nullable String text) {
    return text == null || text.isEmpty()
        ? null
        : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException unreadable(String uri) {
    return new IllegalArgumentException(
        "\"%s\" is no address of Redis; redis://HOST:PORT and redis-sentinel://HOST:PORT,...#MASTER"
                .formatted(uri.replaceAll("//[^@/,]*@", "//"))
            + " are, with rediss for TLS, and USER:PASSWORD@ before the first host");
  }
}
