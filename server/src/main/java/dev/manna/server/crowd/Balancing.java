package dev.manna.server.crowd;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which of several servers a client asks, as a load balancer would choose it: one of its own, and
 * after a failure the next, for a second.
 */
final class Balancing {
  private static final long AWAY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<InetSocketAddress> servers;
  private final int own;
  private int asked;
  private long backNanos;

  Balancing(List<InetSocketAddress> servers, int own) {
    this.servers = List.copyOf(servers);
    this.own = own;
    asked = own;
  }

  /** Where a server listens. */
  static InetSocketAddress address(URI server) {
    return new InetSocketAddress(server.getHost(), server.getPort() < 0 ? 80 : server.getPort());
  }

  InetSocketAddress server() {
    return servers.get(asked);
  }

  /** Turns away from a server that failed; false where there is no other. */
  boolean turns(long now) {
    if (servers.size() == 1) {
      return false;
    }
    asked = (asked + 1) % servers.size();
    backNanos = now + AWAY_NANOS;
    return true;
  }

  /** Turns back to the client's own server once it is time; false where it asks that one. */
  boolean returns(long now) {
    if (asked == own || now - backNanos < 0) {
      return false;
    }
    asked = own;
    return true;
  }
}
