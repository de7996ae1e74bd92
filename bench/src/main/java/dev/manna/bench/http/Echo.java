package dev.manna.bench.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.CountDownLatch;

/**
 * A process that sends each body back: what the HTTP library costs by itself, with one event loop
 * and the options of our server.
 */
final class Echo extends VerticleBase {
  private static final int MAX_HEADERS = 8 * 1024;

  /** Listens at any port of the loopback, and prints which. */
  public static void main(String[] args) throws InterruptedException {
    Vertx.builder()
        .with(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1))
        .build()
        .deployVerticle(new Echo())
        .onFailure(
            e -> {
              e.printStackTrace();
              System.exit(1);
            });
    new CountDownLatch(1).await();
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setHttp2ClearTextEnabled(false)
                .setTcpNoDelay(true)
                .setAcceptBacklog(1024)
                .setMaxInitialLineLength(MAX_HEADERS)
                .setMaxHeaderSize(MAX_HEADERS))
        .requestHandler(request -> request.bodyHandler(body -> request.response().end(body)))
        .listen()
        .onSuccess(
            server -> System.out.println("listening at http://127.0.0.1:" + server.actualPort()));
  }
}
