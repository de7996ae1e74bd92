package dev.manna.stream.rocketmq.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ports of loopback that one broker takes. */
record Ports(int names, int broker, int replicas, int proxy, int remoting) {
  private static final int COUNT = 5;

  /** Below those that systems hand out to clients, so that they are still free after a restart. */
  private static final int FIRST = 20_000;

  private static final int LAST = 30_000;

  /** Five that nobody listens at. */
  static Ports free() {
    List<Integer> ports = new ArrayList<>();
    while (ports.size() < COUNT) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (!ports.contains(port) && isFree(port)) {
        ports.add(port);
      }
    }
    return of(ports);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  static Ports parse(String text) {
    return of(Stream.of(text.split(",")).map(Integer::valueOf).toList());
  }

  private static Ports of(List<Integer> ports) {
    return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
  }

  /** What {@link #parse} reads. */
  String text() {
    return Stream.of(names, broker, replicas, proxy, remoting)
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }
}
