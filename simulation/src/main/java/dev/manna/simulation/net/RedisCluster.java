package dev.manna.simulation.net;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Redis Cluster of three masters, on loopback. */
public final class RedisCluster implements AutoCloseable {
  private static final int MASTERS = 3;
  private static final String TIMEOUT_MILLIS = "60000";

  private final List<RedisProcess> nodes = new ArrayList<>();

  private RedisCluster() {}

  /**
   * Starts it, and waits until all slots are served.
   *
   * @param settings of each node
   */
  public static RedisCluster start(Path folder, List<String> settings) {
    List<String> lines = new ArrayList<>(settings);
    lines.add("cluster-enabled yes");
    lines.add("cluster-node-timeout 2000");
    RedisCluster cluster = new RedisCluster();
    try {
      for (int i = 0; i < MASTERS; i++) {
        cluster.nodes.add(RedisProcess.server(folder.resolve("node" + i), lines).start());
      }
      List<String> create = new ArrayList<>(List.of("--cluster", "create"));
      cluster.nodes.forEach(node -> create.add("127.0.0.1:" + node.port()));
      create.add("--cluster-yes");
      String said = cluster.nodes.getFirst().ask(create.toArray(String[]::new));
      if (!said.contains("All 16384 slots covered")) {
        throw new IllegalStateException("the cluster was not made: " + said);
      }
      cluster.nodes.forEach(node -> node.await("cluster_state:ok", "CLUSTER", "INFO"));
      return cluster;
    } catch (IllegalStateException e) {
      cluster.close();
      throw e;
    }
  }

  /** Its masters. */
  public List<RedisProcess> nodes() {
    return List.copyOf(nodes);
  }

  public List<String> uris() {
    return nodes.stream().map(RedisProcess::uri).toList();
  }

  /** The master that holds a key. */
  public RedisProcess holder(String key) {
    String slot = slot(key);
    String myself = "myself,master";
    for (RedisProcess node : nodes) {
      String line =
          node.ask("CLUSTER", "NODES")
              .lines()
              .filter(each -> each.contains(myself))
              .findFirst()
              .orElseThrow();
      if (serves(line, Integer.parseInt(slot))) {
        return node;
      }
    }
    throw new IllegalStateException("nobody serves slot " + slot);
  }

  private static boolean serves(String line, int slot) {
    String[] parts = line.split(" ", -1);
    for (int i = 8; i < parts.length; i++) {
      if (!parts[i].startsWith("[")) {
        String[] range = parts[i].split("-", -1);
        if (Integer.parseInt(range[0]) <= slot
            && slot <= Integer.parseInt(range[range.length - 1])) {
          return true;
        }
      }
    }
    return false;
  }

  private String slot(String key) {
    return nodes.getFirst().ask("CLUSTER", "KEYSLOT", key);
  }

  /**
   * Moves the slot of a key to another master, key by key, as a resharding does.
   *
   * @param meanwhile done when the slot is open on both sides and no key was moved yet
   */
  public void move(String key, Runnable meanwhile) {
    String slot = slot(key);
    RedisProcess from = holder(key);
    RedisProcess to = nodes.get((nodes.indexOf(from) + 1) % nodes.size());
    String fromId = from.ask("CLUSTER", "MYID");
    String toId = to.ask("CLUSTER", "MYID");
    must(to.ask("CLUSTER", "SETSLOT", slot, "IMPORTING", fromId));
    must(from.ask("CLUSTER", "SETSLOT", slot, "MIGRATING", toId));
    meanwhile.run();
    for (String each : from.ask("CLUSTER", "GETKEYSINSLOT", slot, "100").lines().toList()) {
      must(from.ask("MIGRATE", "127.0.0.1", "" + to.port(), each, "0", TIMEOUT_MILLIS));
    }
    must(to.ask("CLUSTER", "SETSLOT", slot, "NODE", toId));
    nodes.stream()
        .filter(node -> !node.equals(to))
        .forEach(node -> must(node.ask("CLUSTER", "SETSLOT", slot, "NODE", toId)));
  }

  private static void must(String said) {
    if (!said.equals("OK")) {
      throw new IllegalStateException("the slot was not moved: " + said);
    }
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::close);
  }
}
