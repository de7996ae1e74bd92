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
 * @param window so many events at most may stand in the log that were not drained; at least as many
 *     as the largest batch holds
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
    long window,
    long timeoutMillis,
    long patienceMillis,
    String node) {
  private static final long DEFAULT_WINDOW = 1_000_000;
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
    if (window < 1 || timeoutMillis < 1 || patienceMillis < 0) {
      throw new IllegalArgumentException(
          "window %d, timeout %d ms, patience %d ms; at least 1, 1 and 0 are allowed"
              .formatted(window, timeoutMillis, patienceMillis));
    }
  }

  /** A log whose acknowledged appends are fsynced, at one address: a server, or its Sentinels. */
  public static RedisLogOptions at(String name, String uri) {
    return new RedisLogOptions(
        name,
        List.of(uri),
        false,
        "",
        Durability.FSYNCED,
        DEFAULT_WINDOW,
        DEFAULT_TIMEOUT_MILLIS,
        DEFAULT_PATIENCE_MILLIS,
        "");
  }

  /** The same in a cluster, some of whose nodes are named. */
  public static RedisLogOptions inCluster(String name, List<String> uris) {
    RedisLogOptions alone = at(name, uris.getFirst());
    return new RedisLogOptions(
        name,
        uris,
        true,
        "",
        alone.durability,
        alone.window,
        alone.timeoutMillis,
        alone.patienceMillis,
        alone.node);
  }

  public RedisLogOptions withAuthorities(String pem) {
    return new RedisLogOptions(
        name, uris, cluster, pem, durability, window, timeoutMillis, patienceMillis, node);
  }

  public RedisLogOptions withDurability(Durability asked) {
    return new RedisLogOptions(
        name, uris, cluster, authorities, asked, window, timeoutMillis, patienceMillis, node);
  }

  public RedisLogOptions withWindow(long events) {
    return new RedisLogOptions(
        name, uris, cluster, authorities, durability, events, timeoutMillis, patienceMillis, node);
  }

  public RedisLogOptions withTimes(long timeout, long patience) {
    return new RedisLogOptions(
        name, uris, cluster, authorities, durability, window, timeout, patience, node);
  }

  public RedisLogOptions withNode(String name) {
    return new RedisLogOptions(
        this.name,
        uris,
        cluster,
        authorities,
        durability,
        window,
        timeoutMillis,
        patienceMillis,
        name);
  }

  /** How a message names the log: without the passwords that an address may hold. */
  public String shown() {
    return name + " at " + String.join(", ", uris).replaceAll("//[^@/,]*@", "//");
  }
}
