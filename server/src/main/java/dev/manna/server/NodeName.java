package dev.manna.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a node is called. No two that run may be called the same, since a batch is told from one
 * that is alike by who wrote it; so each start adds a number of its own to what people recognize.
 */
record NodeName(String name) {
  /** So much of it is chosen; the rest makes it unique. */
  static final String CHOSEN = "[a-z0-9][a-z0-9_.-]{0,49}";

  private static final int MOST_OF_HOST = 40;

  /**
   * A name that nobody else has.
   *
   * @param chosen an operator's, or empty for host and process
   */
  static NodeName of(String chosen) {
    String known = chosen.isEmpty() ? host() + "-" + ProcessHandle.current().pid() : chosen;
    return new NodeName(
        "%s-%08x".formatted(known, ThreadLocalRandom.current().nextInt() & 0xffffffffL));
  }

  private static String host() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine that cannot name itself.
      host = "node";
    }
    String plain = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.-]", "-");
    String begun = plain.replaceFirst("^[^a-z0-9]+", "");
    return begun.isEmpty() ? "node" : begun.substring(0, Math.min(MOST_OF_HOST, begun.length()));
  }
}
