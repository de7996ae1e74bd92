package dev.manna.log.redis;

import java.util.List;

/**
 * Where a log lies in Redis, and what is asked of it.
 *
 * @param name the log's, of letters, digits, {@code _}, {@code .} and {@code -}; it is the hash tag
 *     of its keys
 * @param uris {@code redis://} or {@code rediss://} (TLS) {@code [user:password@]host[:port]};
 *     {@code redis-sentinel://} or {@code rediss-sentinel://host[:port],...#master}; several of a
 *     cluster's
 * @param cluster whether they are nodes of a Redis Cluster
 * @param authorities certificates, PEM, of those who may have signed the server's; empty for those
 *     that the JDK trusts
 * @param durability what an append must survive when it is acknowledged
 * @param replicas so many replicas must have an append before it is acknowledged, 0 for none; where
 *     fewer have it within the timeout, it is in doubt
 * @param window so many events at most may stand in the log that were not drained; at least as many
 *     as the largest batch holds
 * @param windowUnits so many units of an item at most may be taken by what was not drained; at
 *     least as many as a batch takes. Both windows are the same for all nodes of a log
 * @param timeoutMillis so long an answer is waited for before the question is put again
 * @param patienceMillis so long an append asks again before it says that Redis is away
 * @param node what the node is called that appends, by which its batches are told from others' that
 *     are alike; no two that run at once are called the same
 */
public record RedisLogOptions(
    String name,
    List<String> uris,
    boolean cluster,
    String authorities,
    Durability durability,
    int replicas,
    long window,
    long windowUnits,
    long timeoutMillis,
    long patienceMillis,
    String node) {
  private static final long DEFAULT_WINDOW = 1_000_000;
  private static final long DEFAULT_WINDOW_UNITS = 10_000_000;
  private static final long DEFAULT_TIMEOUT_MILLIS = 2_000;
  private static final long DEFAULT_PATIENCE_MILLIS = 5_000;

  public RedisLogOptions {
    uris = List.copyOf(uris);
    if (!name.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new IllegalArgumentException(
          "a log's name is \"" + name + "\"; it is 1 to 64 letters, digits, _ . or -");
    }
    if (uris.isEmpty() || (!cluster && uris.size() > 1)) {
      throw new IllegalArgumentException(
          uris.size() + " addresses of Redis; it is one, or for a cluster one or more");
    }
    if (window < 1 || windowUnits < 1 || timeoutMillis < 1 || patienceMillis < 0) {
      throw new IllegalArgumentException(
          "window %d events and %d units, timeout %d ms, patience %d ms; at least 1, 1, 1 and 0"
                  .formatted(window, windowUnits, timeoutMillis, patienceMillis)
              + " are allowed");
    }
    if (replicas < 0) {
      throw new IllegalArgumentException(
          replicas + " replicas are to have each append; 0 or more are allowed");
    }
  }

  /** A log whose acknowledged appends are fsynced, at one address: a server, or its Sentinels. */
  public static RedisLogOptions at(String name, String uri) {
    return of(name, List.of(uri), false);
  }

  /** The same in a cluster, some of whose nodes are named. */
  public static RedisLogOptions inCluster(String name, List<String> uris) {
    return of(name, uris, true);
  }

  private static RedisLogOptions of(String name, List<String> uris, boolean cluster) {
    return new RedisLogOptions(
        name,
        uris,
        cluster,
        "",
        Durability.FSYNCED,
        0,
        DEFAULT_WINDOW,
        DEFAULT_WINDOW_UNITS,
        DEFAULT_TIMEOUT_MILLIS,
        DEFAULT_PATIENCE_MILLIS,
        "");
  }

  private RedisLogOptions kept(
      String pem, Durability asked, int copies, long events, long units, String as) {
    return new RedisLogOptions(
        name, uris, cluster, pem, asked, copies, events, units, timeoutMillis, patienceMillis, as);
  }

  public RedisLogOptions withAuthorities(String pem) {
    return kept(pem, durability, replicas, window, windowUnits, node);
  }

  public RedisLogOptions withDurability(Durability asked) {
    return kept(authorities, asked, replicas, window, windowUnits, node);
  }

  public RedisLogOptions withReplicas(int copies) {
    return kept(authorities, durability, copies, window, windowUnits, node);
  }

  public RedisLogOptions withWindow(long events) {
    return kept(authorities, durability, replicas, events, windowUnits, node);
  }

  public RedisLogOptions withWindowUnits(long units) {
    return kept(authorities, durability, replicas, window, units, node);
  }

  public RedisLogOptions withNode(String as) {
    return kept(authorities, durability, replicas, window, windowUnits, as);
  }

  public RedisLogOptions withTimes(long timeout, long patience) {
    return new RedisLogOptions(
        name,
        uris,
        cluster,
        authorities,
        durability,
        replicas,
        window,
        windowUnits,
        timeout,
        patience,
        node);
  }

  /** How a message names the log: without the passwords that an address may hold. */
  public String shown() {
    return name + " at " + String.join(", ", uris).replaceAll("//[^@/,]*@", "//");
  }
}
