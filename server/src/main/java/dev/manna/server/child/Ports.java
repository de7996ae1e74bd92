package dev.manna.server.child;

import dev.manna.server.Complaint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface. They lie below those that systems hand out to clients: a client
 * that finds nobody there must not be given the very port it tries.
 */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int LAST = 30_000;

  private Ports() {}

  /** One that nobody listens at. */
  public static int free() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        // Somebody has it; another will do.
      }
    }
    throw new Complaint("no port of " + FIRST + " to " + LAST + " is free");
  }
}
