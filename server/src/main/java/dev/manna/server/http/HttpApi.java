package dev.manna.server.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The HTTP side of a process: event loops that share one port, each with a {@link Desk} of its own.
 */
public final class HttpApi implements AutoCloseable {
  private static final int SWEEP_MILLIS = 1_000;

  /** Large bodies may fill this together, or twice the largest, whichever is more. */
  private static final long ALLOWANCE = 64L * 1024 * 1024;

  private static final int AWAIT_SECONDS = 10;

  /**
   * How to serve.
   *
   * @param port 0 for any that is free
   * @param threads how many event loops
   * @param maxConnections further ones are closed at once
   * @param headSeconds until when a new connection's first request must have its headers
   * @param bodySeconds until when the body of a request must be there
   * @param idleSeconds how long a connection may wait for its next request
   * @param maxOrderBytes the largest body of a claim on a sale
   * @param maxDefinitionBytes the largest body of a definition
   */
  public record Settings(
      String host,
      int port,
      int threads,
      int maxConnections,
      int headSeconds,
      int bodySeconds,
      int idleSeconds,
      int maxOrderBytes,
      int maxDefinitionBytes) {}

  private final Vertx vertx;
  private final Settings settings;
  private final Desk.Shared shared;
  private final Connections.Deadlines deadlines;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Desk> desks = new CopyOnWriteArrayList<>();
  private final int port;

  private HttpApi(Settings settings, int port, Desk.Shared shared) {
    this.settings = settings;
    this.port = port;
    this.shared = shared;
    this.deadlines =
        new Connections.Deadlines(
            settings.maxConnections(),
            settings.headSeconds(),
            settings.bodySeconds(),
            settings.idleSeconds());
    this.vertx =
        Vertx.builder()
            .with(
                new VertxOptions()
                    .setPreferNativeTransport(true)
                    .setEventLoopPoolSize(settings.threads())
                    .setWorkerPoolSize(1)
                    .setInternalBlockingPoolSize(1)
                    .setFileSystemOptions(
                        new FileSystemOptions()
                            .setClassPathResolvingEnabled(false)
                            .setFileCachingEnabled(false)))
            .build();
  }

  /**
   * Begins to listen.
   *
   * @param fatal told of an error after which the process must not go on
   * @throws IOException if the address cannot be listened at
   */
  public static HttpApi open(
      Settings settings, Gate gate, PrometheusMeterRegistry metrics, Consumer<Throwable> fatal)
      throws IOException {
    Desk.Shared shared =
        new Desk.Shared(
            gate,
            gate,
            new BooksRoutes(gate),
            gate,
            new House(
                gate,
                () -> {
                  gate.refreshFigures();
                  return metrics.scrape();
                }),
            new Kinds(),
            new AtomicLong(Math.max(ALLOWANCE, 2L * settings.maxDefinitionBytes())),
            settings.maxOrderBytes(),
            settings.maxDefinitionBytes(),
            fatal);
    int port = settings.port() == 0 ? freePort(settings.host()) : settings.port();
    HttpApi api = new HttpApi(settings, port, shared);
    boolean opened = false;
    try {
      for (int i = 0; i < settings.threads(); i++) {
        await(api.vertx.deployVerticle(api.new Loop()));
      }
      opened = true;
    } finally {
      if (!opened) {
        api.close();
      }
    }
    new HttpMeters(api.desks, api.connections::get).register(metrics);
    return api;
  }

  /** Loops share a port by its number, so it must be known before the first of them listens. */
  private static int freePort(String host) throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return probe.getLocalPort();
    }
  }

  /** The port that is listened at. */
  public int port() {
    return port;
  }

  /** How many requests wait for the engine's answer. */
  public int inFlight() {
    return desks.stream().mapToInt(Desk::inFlight).sum();
  }

  /** Closes all connections. */
  @Override
  public void close() {
    try {
      await(vertx.close());
    } catch (IOException e) {
      // The process is about to end, and with it the connections.
    }
  }

  private static void await(Future<?> future) throws IOException {
    try {
      future.toCompletionStage().toCompletableFuture().get(AWAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** One event loop. */
  private final class Loop extends VerticleBase {
    @Override
    public Future<?> start() {
      Connections open = new Connections(deadlines, connections);
      Desk desk = new Desk(context, shared, open);
      desks.add(desk);
      vertx.setPeriodic(SWEEP_MILLIS, ignored -> open.sweep());
      HttpServer server = vertx.createHttpServer(options());
      server.connectionHandler(open::opened);
      server.requestHandler(desk);
      server.invalidRequestHandler(desk::handleInvalid);
      return server.listen();
    }

    private HttpServerOptions options() {
      return new HttpServerOptions()
          .setHost(settings.host())
          .setPort(port)
          .setHttp2ClearTextEnabled(false)
          .setPerFrameWebSocketCompressionSupported(false)
          .setPerMessageWebSocketCompressionSupported(false)
          .setTcpNoDelay(true)
          .setAcceptBacklog(1024)
          .setMaxInitialLineLength(Desk.MAX_HEADERS)
          .setMaxHeaderSize(Desk.MAX_HEADERS);
    }
  }
}
