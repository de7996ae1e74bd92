package dev.manna.simulation.net;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Redis, its replica, and a Sentinel that promotes the replica when the master is gone. */
public final class RedisSentinel implements AutoCloseable {
  private static final String NAME = "manna";

  private final RedisProcess master;
  private final RedisProcess replica;
  private final RedisProcess sentinel;

  private RedisSentinel(RedisProcess master, RedisProcess replica, RedisProcess sentinel) {
    this.master = master;
    this.replica = replica;
    this.sentinel = sentinel;
  }

  /**
   * Starts all three, and waits until the Sentinel knows the replica.
   *
   * @param settings of the master and the replica
   */
  public static RedisSentinel start(Path folder, List<String> settings) {
    List<String> lines = new ArrayList<>(settings);
    lines.add("repl-diskless-sync-delay 0");
    RedisProcess master = RedisProcess.server(folder.resolve("master"), lines).start();
    lines.add("replicaof 127.0.0.1 " + master.port());
    RedisProcess replica = RedisProcess.server(folder.resolve("replica"), lines).start();
    replica.await("master_link_status:up", "INFO", "replication");
    RedisProcess sentinel = RedisProcess.sentinel(folder.resolve("sentinel"), master).start();
    sentinel.await("" + replica.port(), "SENTINEL", "REPLICAS", NAME);
    return new RedisSentinel(master, replica, sentinel);
  }

  /** Where a client finds whoever is the master. */
  public String uri() {
    return "redis-sentinel://127.0.0.1:" + sentinel.port() + "#" + NAME;
  }

  public RedisProcess master() {
    return master;
  }

  public RedisProcess replica() {
    return replica;
  }

  /** Waits until the Sentinel has made the replica the master. */
  public void awaitFailover() {
    sentinel.await("" + replica.port(), "SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME);
    replica.await("role:master", "INFO", "replication");
  }

  @Override
  public void close() {
    sentinel.close();
    replica.close();
    master.close();
  }
}
