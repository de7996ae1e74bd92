package dev.manna.log.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The server that holds a log: one server, the master that Sentinels name, or the master of the
 * log's slot in a cluster. It is looked for with each connection, for it may be another by then.
 */
final class Master {
  private static final String STORE = "PKCS12";

  /** What is trusted is no secret. */
  private static final char[] NO_SECRET = {};

  /** Where in a cluster's line of a node stand its address, what it is, and its slots. */
  private static final int AT = 1;

  private static final int FLAGS = 2;
  private static final int SLOTS = 8;

  private static final Pattern RANGE = Pattern.compile("(\\d+)(?:-(\\d+))?");

  private final List<Address> addresses;
  private final boolean cluster;
  private final int slot;
  private final DefaultJedisClientConfig config;
  private final DefaultJedisClientConfig ofSentinels;

  private Master(
      List<Address> addresses,
      boolean cluster,
      int slot,
      DefaultJedisClientConfig config,
      DefaultJedisClientConfig ofSentinels) {
    this.addresses = addresses;
    this.cluster = cluster;
    this.slot = slot;
    this.config = config;
    this.ofSentinels = ofSentinels;
  }

  /**
   * Looks for none yet.
   *
   * @param key one of the log's
   * @param timeoutMillis so long a connection is waited for, and each answer on it
   */
  static Master of(RedisLogOptions options, String key, int timeoutMillis) {
    List<Address> addresses = options.uris().stream().map(Address::of).toList();
    Address first = addresses.getFirst();
    DefaultJedisClientConfig.Builder builder = builder(options, first, timeoutMillis);
    return new Master(
        addresses,
        options.cluster(),
        JedisClusterCRC16.getSlot(key),
        builder.user(first.user()).password(first.password()).build(),
        builder(options, first, timeoutMillis).build());
  }

  private static DefaultJedisClientConfig.Builder builder(
      RedisLogOptions options, Address address, int timeoutMillis) {
    DefaultJedisClientConfig.Builder builder =
        DefaultJedisClientConfig.builder()
            .resp2()
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .timeoutMillis(timeoutMillis)
            .blockingSocketTimeoutMillis(timeoutMillis);
    return address.encrypted() ? builder.sslOptions(trusting(options.authorities())) : builder;
  }

  /** Whoever shows a certificate for the host by which it was found, signed by one of these. */
  private static SslOptions trusting(String pem) {
    SslOptions.Builder builder = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
    if (pem.isEmpty()) {
      return builder.build();
    }
    byte[] store = store(pem);
    return builder
        .trustStoreType(STORE)
        .truststore(() -> new ByteArrayInputStream(store), NO_SECRET)
        .build();
  }

  /** Certificates in the form in which the client takes them. */
  private static byte[] store(String pem) {
    try {
      KeyStore trusted = KeyStore.getInstance(STORE);
      trusted.load(null, null);
      ByteArrayInputStream in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("authority-" + trusted.size(), each);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      trusted.store(out, NO_SECRET);
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new Trouble(
          Trouble.Kind.BROKEN, "the certificates to trust cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * A new connection to it.
   *
   * @throws Trouble if there is none
   */
  Jedis connect() {
    Address first = addresses.getFirst();
    HostAndPort at = first.servers().getFirst();
    String name = first.master();
    if (cluster) {
      at = ask(addresses.stream().map(each -> each.servers().getFirst()).toList(), this::ofSlot);
    } else if (name != null) {
      at = ask(first.servers(), redis -> named(redis, name));
    }
    return connect(at, config);
  }

  private static Jedis connect(HostAndPort at, DefaultJedisClientConfig config) {
    try {
      return new Jedis(at, config);
    } catch (JedisException e) {
      throw Trouble.unreached(at.toString(), e);
    }
  }

  /** What the first of some says who knows. */
  private HostAndPort ask(List<HostAndPort> all, Function<Jedis, HostAndPort> question) {
    List<Trouble> troubles = new ArrayList<>();
    for (HostAndPort each : all) {
      try (Jedis redis = connect(each, cluster ? config : ofSentinels)) {
        return question.apply(redis);
      } catch (JedisException e) {
        troubles.add(Trouble.unreached(each.toString(), e));
      } catch (Trouble e) {
        troubles.add(e);
      }
    }
    Trouble last = troubles.getLast();
    troubles.subList(0, troubles.size() - 1).forEach(last::addSuppressed);
    throw last;
  }

  private static HostAndPort named(Jedis sentinel, String name) {
    List<String> told = sentinel.sentinelGetMasterAddrByName(name);
    if (told == null) {
      throw new Trouble(
          Trouble.Kind.UNREACHED, sentinel + " watches no master called " + name, null);
    }
    return new HostAndPort(told.get(0), Integer.parseInt(told.get(1)));
  }

  /**
   * Each line of what a node knows is of a node, and says of a master which slots it serves: {@code
   * <id> <host>:<port>@<its bus> <flags> <its master> <ping> <pong> <epoch> <link> <slots> ...}.
   */
  private HostAndPort ofSlot(Jedis node) {
    for (String line : node.clusterNodes().split("\n", -1)) {
      List<String> words = List.of(line.split(" ", -1));
      if (words.size() > SLOTS
          && words.get(FLAGS).contains("master")
          && words.subList(SLOTS, words.size()).stream().anyMatch(this::holds)) {
        String at = words.get(AT).replaceFirst("@.*", "");
        int colon = at.lastIndexOf(':');
        String host = at.substring(0, colon);
        // Who was never told its own address says none: it is the one that was asked.
        return new HostAndPort(
            host.isEmpty() ? node.getConnection().getHostAndPort().getHost() : host,
            Integer.parseInt(at.substring(colon + 1)));
      }
    }
    throw new Trouble(
        Trouble.Kind.UNREACHED, "CLUSTERDOWN no master serves slot %d".formatted(slot), null);
  }

  /** Whether the log's slot is among some; those in brackets are on their way. */
  private boolean holds(String slots) {
    Matcher range = RANGE.matcher(slots);
    if (!range.matches()) {
      return false;
    }
    int first = Integer.parseInt(range.group(1));
    int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
    return first <= slot && slot <= last;
  }
}
