package dev.manna.server.crowd;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes HTTP/1.1 requests to one server. */
public final class Requests {
  private final String prefix;
  private final String host;

  public Requests(URI server) {
    String path = server.getRawPath() == null ? "" : server.getRawPath();
    prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    host = server.getRawAuthority();
  }

  /** A POST of a JSON body, under an idempotency key where one is given. */
  public byte[] post(String path, @Nullable String key, String body) {
    StringBuilder head = new StringBuilder(200 + body.length());
    head.append("POST ").append(prefix).append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    if (key != null) {
      head.append("\r\nIdempotency-Key: ").append(key);
    }
    head.append("\r\nContent-Type: application/json\r\nContent-Length: ");
    head.append(body.length()).append("\r\n\r\n").append(body);
    return bytes(head);
  }

  /** A GET. */
  public byte[] get(String path) {
    return bytes(
        new StringBuilder("GET ")
            .append(prefix)
            .append(path)
            .append(" HTTP/1.1\r\nHost: ")
            .append(host)
            .append("\r\n\r\n"));
  }

  /** All that is asked is ASCII, which is why a body's length is its number of characters. */
  private static byte[] bytes(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
