package dev.manna.stream.rocketmq;

import org.jspecify.annotations.Nullable;

/**
 * Where a stream goes in RocketMQ.
 *
 * @param proxy where clients connect to, {@code host:port[;host:port]}
 * @param topic the topic of the messages, of type FIFO; it belongs to one log
 * @param access how to sign in and what to speak
 */
public record RocketMqTarget(String proxy, String topic, Access access) {
  /**
   * How to sign in and what to speak.
   *
   * @param tls whether the connection is encrypted; the client does not look at certificates
   * @param namespace prefixes topics where the proxy serves several tenants; mostly empty
   * @param accessKey who this server is, null where nobody asks
   * @param secretKey signs the requests; it is never sent
   */
  public record Access(
      boolean tls, String namespace, @Nullable String accessKey, @Nullable String secretKey) {
    /** Nobody asks, on a network of one's own. */
    public static final Access OPEN = new Access(false, "", null, null);

    /** Leaves out the secret. */
    @Override
    public String toString() {
      return "Access[tls=" + tls + ", namespace=" + namespace + ", accessKey=" + accessKey + "]";
    }
  }

  /** How a message names it; secrets are left out. */
  public String shown() {
    return topic + " at " + proxy;
  }
}
