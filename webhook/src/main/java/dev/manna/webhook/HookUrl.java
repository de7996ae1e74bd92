package dev.manna.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a target is, taken apart without guessing: whatever another program might read in another
 * way (numbers that are addresses in disguise, users before the host) is no URL here.
 *
 * @param tls whether it is https
 * @param host a name in lower case, or an address without brackets
 * @param path and the query behind it
 */
public record HookUrl(boolean tls, String host, int port, String path) {
  private static final int MOST_CHARS = 2_048;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;
  private static final int MOST_PORT = 65_535;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern DECIMAL =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException that says what is wrong and what is allowed
   */
  public static HookUrl parse(String text) {
    if (text.length() > MOST_CHARS || !VISIBLE.matcher(text).matches() || text.contains("\\")) {
      throw wrong(text, "printable ASCII of up to " + MOST_CHARS + " characters is allowed");
    }
    URI uri = uri(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw wrong(text, "https://HOST/PATH is allowed");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw wrong(text, "neither a user before the host nor a # is allowed");
    }
    if (uri.getHost() == null) {
      throw wrong(text, "a host is missing, or is no name");
    }
    boolean tls = scheme.equals("https");
    int assumed = tls ? HTTPS_PORT : HTTP_PORT;
    int port = uri.getPort() < 0 ? assumed : uri.getPort();
    if (port < 1 || port > MOST_PORT) {
      throw wrong(text, "ports 1 to " + MOST_PORT + " are allowed");
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery();
    return new HookUrl(tls, host(text, uri.getHost()), port, path + query);
  }

  private static URI uri(String text) {
    try {
      return new URI(text).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw wrong(text, "is no URL: " + e.getReason());
    }
  }

  private static String host(String text, String found) {
    String host = found.toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      return bracketed(text, host);
    }
    String[] labels = host.split("\\.", -1);
    String last = labels[labels.length - 1];
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        throw wrong(text, "its host is no name of letters, digits and hyphens");
      }
    }
    // A last label that is a number makes resolvers take the whole for an address.
    boolean number = last.matches("[0-9]+|0x[0-9a-f]*");
    if (number && !DECIMAL.matcher(host).matches()) {
      throw wrong(text, "an address is allowed only as four decimal numbers");
    }
    return host;
  }

  private static String bracketed(String text, String host) {
    String inside = host.substring(1, host.length() - 1);
    if (inside.contains("%")) {
      throw wrong(text, "a scope is not allowed in an address");
    }
    return inside;
  }

  private static IllegalArgumentException wrong(String text, String why) {
    String shown = text.length() > 100 ? text.substring(0, 100) + "..." : text;
    return new IllegalArgumentException('"' + printable(shown) + "\" is no target; " + why);
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "?").replaceFirst("//[^/]*@", "//***@");
  }

  /** The address that the host is, null where it is a name. */
  @Nullable InetAddress literal() {
    boolean address = host.contains(":") || DECIMAL.matcher(host).matches();
    return address ? InetAddress.ofLiteral(host) : null;
  }

  /** The host and the port, as an allow list names them. */
  String place() {
    String name = host.contains(":") ? '[' + host + ']' : host;
    return port == HTTPS_PORT ? name : name + ':' + port;
  }

  /** How logs and operators see it: without the path, which may hold what is secret. */
  public String shown() {
    String name = host.contains(":") ? '[' + host + ']' : host;
    int standard = tls ? HTTPS_PORT : HTTP_PORT;
    return (tls ? "https://" : "http://") + (port == standard ? name : name + ':' + port);
  }
}
