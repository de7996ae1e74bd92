package dev.manna.log.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the server that holds a log: one server, the master that Sentinels name, or the
 * master of the log's slot in a cluster. The client connects again by itself when a connection
 * ends, and then sends again whatever was not answered, which each script and command here bears.
 * One that is silent is left for a new one, as is each that ends where replicas are waited for.
 */
final class Link implements AutoCloseable {
  private static final Duration LEAST_DELAY = Duration.ofMillis(20);
  private static final Duration MOST_DELAY = Duration.ofMillis(500);

  /** The first connection of a process loads the client's classes, whatever its timeout. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private static final long END_MILLIS = 2_000;
  private static final Duration REFRESH = Duration.ofSeconds(5);
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  /**
   * A connection.
   *
   * @param commands lead to whoever serves their keys
   * @param master the one that served the log's when it was made
   */
  private record Line(
      StatefulConnection<String, byte[]> connection,
      RedisClusterCommands<String, byte[]> commands,
      RedisClusterCommands<String, byte[]> master) {}

  private final ClientResources resources;
  private final AbstractRedisClient client;
  private final Supplier<Line> connect;
  private @Nullable Line line;
  private volatile boolean closed;

  private Link(ClientResources resources, AbstractRedisClient client, Supplier<Line> connect) {
    this.resources = resources;
    this.client = client;
    this.connect = connect;
  }

  /**
   * Connects.
   *
   * @param key one of the log's
   * @param timeout so long an answer is waited for
   */
  static Link to(RedisLogOptions options, String key, Duration timeout) {
    ClientResources resources =
        ClientResources.builder()
            .reconnectDelay(Delay.fullJitter(LEAST_DELAY, MOST_DELAY, 2, MILLISECONDS))
            .build();
    List<RedisURI> uris = options.uris().stream().map(RedisURI::create).toList();
    uris.forEach(uri -> uri.setTimeout(timeout));
    Link link =
        options.cluster()
            ? cluster(resources, uris, options, key)
            : alone(resources, uris.getFirst(), options);
    try {
      link.connectFirst();
      return link;
    } catch (Trouble e) {
      link.close();
      throw e;
    }
  }

  /** The first connection of a process may take longer than an answer; the second does not. */
  private void connectFirst() {
    try {
      line();
    } catch (Trouble e) {
      if (!e.passes()) {
        throw e;
      }
      line();
    }
  }

  private static Link alone(ClientResources resources, RedisURI uri, RedisLogOptions options) {
    RedisClient client = RedisClient.create(resources, uri);
    client.setOptions(common(ClientOptions.builder(), options).build());
    return new Link(
        resources,
        client,
        () -> {
          var connection = client.connect(CODEC);
          return new Line(connection, connection.sync(), connection.sync());
        });
  }

  private static Link cluster(
      ClientResources resources, List<RedisURI> uris, RedisLogOptions options, String key) {
    RedisClusterClient client = RedisClusterClient.create(resources, uris);
    ClusterClientOptions.Builder builder = ClusterClientOptions.builder();
    common(builder, options);
    client.setOptions(
        builder
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .adaptiveRefreshTriggersTimeout(MOST_DELAY)
                    .enablePeriodicRefresh(REFRESH)
                    .build())
            .build());
    return new Link(
        resources,
        client,
        () -> {
          client.refreshPartitions();
          return clusterLine(client.connect(CODEC), key);
        });
  }

  private static Line clusterLine(
      StatefulRedisClusterConnection<String, byte[]> connection, String key) {
    RedisClusterNode node = connection.getPartitions().getMasterBySlot(SlotHash.getSlot(key));
    if (node == null) {
      connection.close();
      throw new RedisException("CLUSTERDOWN no master serves the slot of " + key);
    }
    return new Line(
        connection, connection.sync(), connection.getConnection(node.getNodeId()).sync());
  }

  private static <B extends ClientOptions.Builder> B common(B builder, RedisLogOptions options) {
    builder.timeoutOptions(TimeoutOptions.enabled());
    // What replicas have is asked of the server that wrote, and of no other that is found then.
    builder.autoReconnect(options.replicas() == 0);
    builder.socketOptions(SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build());
    if (!options.authorities().isEmpty()) {
      byte[] pem = options.authorities().getBytes(StandardCharsets.US_ASCII);
      builder.sslOptions(
          SslOptions.builder().trustManager(() -> new ByteArrayInputStream(pem)).build());
    }
    return builder;
  }

  /** Runs a script on the log's keys. */
  List<?> run(Script script, String[] keys, byte[]... arguments) {
    return ask(redis -> run(redis, script, keys, arguments));
  }

  /** Runs a script, and returns when replicas have what it did or found. */
  List<?> run(Replicas replicas, Script script, String[] keys, byte[]... arguments) {
    if (replicas.least() == 0) {
      return run(script, keys, arguments);
    }
    return askMaster(
        redis -> {
          List<?> reply = run(redis, script, keys, arguments);
          replicas.await(redis, reply);
          return reply;
        });
  }

  private static List<?> run(
      RedisClusterCommands<String, byte[]> redis,
      Script script,
      String[] keys,
      byte[]... arguments) {
    try {
      return redis.evalsha(script.digest(), ScriptOutputType.MULTI, keys, arguments);
    } catch (RedisNoScriptException e) {
      // A server that was restarted or flushed has forgotten it; this teaches it again.
      return redis.eval(script.text(), ScriptOutputType.MULTI, keys, arguments);
    }
  }

  /** Asks the server; whatever goes wrong is a {@link Trouble}. */
  <T> T ask(Function<RedisClusterCommands<String, byte[]>, T> question) {
    return ask(Line::commands, question);
  }

  /** Asks the master of the log's keys about itself. */
  <T> T askMaster(Function<RedisClusterCommands<String, byte[]>, T> question) {
    return ask(Line::master, question);
  }

  private <T> T ask(
      Function<Line, RedisClusterCommands<String, byte[]>> whom,
      Function<RedisClusterCommands<String, byte[]>, T> question) {
    Line asked = line();
    try {
      return question.apply(whom.apply(asked));
    } catch (RedisException e) {
      Trouble trouble = Trouble.of(e);
      if (trouble.isOfTheConnection()) {
        leave(asked);
      }
      throw trouble;
    } catch (CancellationException e) {
      // Another thread has left the connection for a new one; whether this was done is not known.
      throw new Trouble(Trouble.Kind.AWAY, "the connection was left", e);
    } catch (IllegalStateException | RejectedExecutionException e) {
      if (!closed) {
        throw e;
      }
      throw new Trouble(Trouble.Kind.AWAY, "this side is closed", e);
    }
  }

  private synchronized Line line() {
    Line now = line;
    if (now == null) {
      try {
        now = connect.get();
      } catch (RedisException e) {
        throw Trouble.unreached(e);
      }
      line = now;
    }
    return now;
  }

  private synchronized void leave(Line silent) {
    if (silent.equals(line)) {
      line = null;
      silent.connection.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    client.shutdown(0, END_MILLIS, MILLISECONDS);
    resources.shutdown(0, END_MILLIS, MILLISECONDS).awaitUninterruptibly(END_MILLIS);
  }
}
