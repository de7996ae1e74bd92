package dev.manna.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Posts over HTTP/1.1. A name is resolved here, each address that is found is held against the
 * allow list, and the connection goes to an address that passed, whatever the name says by then.
 * TLS still asks for the certificate of the name. No redirection is followed, no proxy is asked, no
 * more than a little of an answer is read, and all of it has a deadline.
 */
public final class HttpCourier implements Courier {
  private static final int KEEP_ALIVE_SECONDS = 30;

  private final Route route;

  /**
   * How long posts may take.
   *
   * @param connectMillis until a connection is there
   * @param totalMillis until the answer is there, looking up and connecting included
   */
  public record Deadlines(int connectMillis, long totalMillis) {
    /** Receivers that work for longer should answer first and work then. */
    public static final Deadlines DEFAULT = new Deadlines(5_000, 15_000);
  }

  /** What all posts have in common. */
  record Route(
      Vertx vertx, HttpClient client, AllowList allowed, Resolver resolver, Deadlines deadlines) {}

  /**
   * A courier whose posts run on a Vert.x of somebody else's.
   *
   * @param vertx names are looked up on its blocking threads: where there are as many as targets,
   *     no name waits for another one
   * @param targets how many targets there are
   * @param authorities certificates in PEM of those who are trusted instead of whom the JDK trusts;
   *     null for those
   */
  public HttpCourier(
      Vertx vertx,
      int targets,
      AllowList allowed,
      Resolver resolver,
      Deadlines deadlines,
      @Nullable String authorities) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setConnectTimeout(deadlines.connectMillis())
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setTcpNoDelay(true)
            .setVerifyHost(true)
            .setForceSni(true)
            .setDecompressionSupported(false);
    if (authorities != null) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authorities)));
    }
    // No target waits for a connection because another one of the same host has all of them.
    PoolOptions pool = new PoolOptions().setHttp1MaxSize(targets * Target.MOST_UNDER_WAY);
    HttpClient client = vertx.httpClientBuilder().with(options).with(pool).build();
    this.route = new Route(vertx, client, allowed, resolver, deadlines);
  }

  @Override
  public void post(
      HookUrl url, Map<String, String> headers, byte[] body, int attempt, Consumer<Answer> then) {
    new HttpPost(route, url, headers, Buffer.buffer(body), attempt, then).begin();
  }
}
