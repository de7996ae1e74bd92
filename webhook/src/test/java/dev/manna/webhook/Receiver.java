package dev.manna.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A real web server on this machine that receives posts, and answers as a test wants. */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private volatile Answering answering = exchange -> answer(exchange, 204);

  /** What came in. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Post(
      String id, String timestamp, String signatures, String host, String type, byte[] body) {}

  /** Answers a post. */
  @FunctionalInterface
  interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  private Receiver(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  static Receiver plain() {
    return at(InetAddress.ofLiteral("127.0.0.1"), null);
  }

  static Receiver at(InetAddress address, @Nullable SSLContext tls) {
    try {
      InetSocketAddress at = new InetSocketAddress(address, 0);
      if (tls == null) {
        return new Receiver(HttpServer.create(at, 0));
      }
      HttpsServer server = HttpsServer.create(at, 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return new Receiver(server);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      posts.add(
          new Post(
              header(exchange, "webhook-id"),
              header(exchange, "webhook-timestamp"),
              header(exchange, "webhook-signature"),
              header(exchange, "host"),
              header(exchange, "content-type"),
              body));
      answering.answer(exchange);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  Receiver answering(Answering how) {
    answering = how;
    return this;
  }

  Receiver answering(int status) {
    return answering(exchange -> answer(exchange, status));
  }

  int port() {
    return server.getAddress().getPort();
  }

  HookUrl url() {
    return HookUrl.parse("http://127.0.0.1:" + port() + "/hook");
  }

  List<Post> posts() {
    return posts;
  }

  List<String> ids() {
    return posts.stream().map(Post::id).toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
