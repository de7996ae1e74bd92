package dev.manna.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The headers of a post after Standard Webhooks: an id, the time of this attempt, and HMACs over
 * both and the body, so that nobody else can have made it, and nobody can send it again later.
 */
final class Signature {
  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";

  private static final String VERSION = "v1,";
  private static final long MILLIS_A_SECOND = 1_000;

  private Signature() {}

  /**
   * Signs a body.
   *
   * @param secrets those that are active: a receiver needs to know one of them
   * @param nowMillis when it is sent
   */
  static Map<String, String> headers(List<Secret> secrets, String id, long nowMillis, byte[] body) {
    String seconds = Long.toString(nowMillis / MILLIS_A_SECOND);
    byte[] head = (id + '.' + seconds + '.').getBytes(US_ASCII);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ID, id);
    headers.put(TIMESTAMP, seconds);
    headers.put(
        SIGNATURE,
        secrets.stream()
            .map(secret -> VERSION + Base64.getEncoder().encodeToString(secret.hmac(head, body)))
            .collect(Collectors.joining(" ")));
    return headers;
  }
}
