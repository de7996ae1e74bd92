package dev.manna.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which targets may be called at all, whatever hooks say: hosts by their names, and of addresses
 * the public ones, and those of inside networks that are named.
 *
 * @param hosts each a host, or {@code *.} and a domain for all names below it; with {@code :PORT}
 *     where it is not 443
 * @param inside networks that may be reached though they are not public, without TLS too
 */
public record AllowList(List<String> hosts, List<Network> inside) {
  private static final Pattern HOST =
      Pattern.compile(
          "(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?|\\[[0-9a-f:]+](:[0-9]+)?");

  /** Nothing is allowed. */
  public static final AllowList NOTHING = new AllowList(List.of(), List.of());

  /**
   * Checks what it is made of.
   *
   * @throws IllegalArgumentException that says what is wrong and what is allowed
   */
  public AllowList {
    hosts = List.copyOf(hosts);
    inside = List.copyOf(inside);
    for (String host : hosts) {
      if (!HOST.matcher(host).matches()) {
        throw new IllegalArgumentException(
            '"'
                + host
                + "\" is no host; such as hooks.example.com, *.example.com or"
                + " hooks.example.com:8443, in lower case, is allowed");
      }
    }
  }

  /** Why a URL is no target, in words that continue it; empty where it may be one. */
  public String refusal(HookUrl url) {
    if (!url.tls() && inside.isEmpty()) {
      return "http is allowed only to inside networks, and none are named; use https";
    }
    if (hosts.stream().noneMatch(host -> names(host, url.place()))) {
      return url.place()
          + " is not on the allow list; allowed: "
          + (hosts.isEmpty() ? "none" : String.join(", ", hosts));
    }
    InetAddress literal = url.literal();
    return literal == null || permits(url, literal) ? "" : whyNot(url, literal);
  }

  private static boolean names(String allowed, String place) {
    if (!allowed.startsWith("*.")) {
      return allowed.equals(place);
    }
    String suffix = allowed.substring(1);
    return place.length() > suffix.length() && place.endsWith(suffix);
  }

  /** Whether a target may be reached at an address. */
  boolean permits(HookUrl url, InetAddress address) {
    boolean within = inside.stream().anyMatch(network -> network.holds(address));
    return within || (url.tls() && Network.isPublic(address));
  }

  /** Why it may not. */
  String whyNot(HookUrl url, InetAddress address) {
    return url.host()
        + " is at "
        + address.getHostAddress()
        + (url.tls() ? ", which is not public" : ", which is no inside network, and is http")
        + "; where it is meant, an inside network that is allowed must hold it";
  }
}
