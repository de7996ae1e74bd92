package dev.manna.webhook.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A program that takes notices: what a target of webhooks looks like, with nothing but the JDK. */
public final class TakeNotices {
  private static final long TOLERATED_SECONDS = 300;

  private final SecretKeySpec key;

  /** In earnest a table of the database that holds what the notices are about. */
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  /** Takes notices that are signed with a secret: {@code whsec_} and base64. */
  public TakeNotices(String secret) {
    byte[] bytes = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** Listens at a port of this machine; TLS is somebody else's, in front of it. */
  public HttpServer listen(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/hook", this::answer);
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      long now = System.currentTimeMillis() / 1_000;
      exchange.sendResponseHeaders(take(exchange.getRequestHeaders(), body, now), -1);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** The status of the answer to a post. */
  int take(Headers headers, byte[] body, long nowSeconds) throws GeneralSecurityException {
    String id = headers.getFirst("webhook-id");
    String timestamp = headers.getFirst("webhook-timestamp");
    String signatures = headers.getFirst("webhook-signature");
    if (id == null || timestamp == null || signatures == null) {
      return 401;
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(key);
    mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
    byte[] wanted = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(UTF_8);
    // There are two while the secret changes; the comparison takes the same time for all.
    boolean signed =
        List.of(signatures.split(" ", -1)).stream()
            .anyMatch(each -> MessageDigest.isEqual(each.getBytes(UTF_8), wanted));
    // Only what is signed is known to be a number.
    if (!signed || Math.abs(nowSeconds - Long.parseLong(timestamp)) > TOLERATED_SECONDS) {
      return 401;
    }
    if (seen.add(id)) {
      book(new String(body, UTF_8));
    }
    return 204; // Also where it was there before: it must not come again.
  }

  /** How many different notices it has taken. */
  int taken() {
    return seen.size();
  }

  private static void book(String event) {
    // A CloudEvent in JSON; what is done with it is yours. Let it take less than 15 seconds.
    if (event.isEmpty()) {
      throw new IllegalArgumentException("a notice has a body");
    }
  }
}
