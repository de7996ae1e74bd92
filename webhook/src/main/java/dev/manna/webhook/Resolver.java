package dev.manna.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. */
@FunctionalInterface
public interface Resolver {
  /** All of them, at least one; it may take as long as it takes. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
