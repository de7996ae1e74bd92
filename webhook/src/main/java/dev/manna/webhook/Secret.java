package dev.manna.webhook;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a target and this server know, and nobody else. It is shown nowhere. */
public final class Secret {
  /** How the text of one begins, as Standard Webhooks has it. */
  public static final String PREFIX = "whsec_";

  /** What Standard Webhooks asks for. */
  private static final int LEAST_BYTES = 24;

  private static final int MOST_BYTES = 64;

  /** The old one and the new one, while a target is told of the new one. */
  private static final int MOST_ACTIVE = 2;

  private static final String ALLOWED =
      "one or two lines are allowed, each %s and the base64 of %d to %d random bytes"
          .formatted(PREFIX, LEAST_BYTES, MOST_BYTES);

  private final SecretKeySpec key;

  private Secret(byte[] bytes) {
    key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /**
   * Reads the text of a file of secrets. Empty lines and lines that begin with # mean nothing.
   *
   * @return one secret, or two: both are active then
   * @throws IllegalArgumentException that says which line is wrong and what is allowed, but never
   *     what stands there
   */
  public static List<Secret> read(String text) {
    List<Secret> secrets = new ArrayList<>();
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
        secrets.add(read(lines.get(i), i + 1));
      }
    }
    if (secrets.isEmpty() || secrets.size() > MOST_ACTIVE) {
      throw new IllegalArgumentException("holds " + secrets.size() + " secrets; " + ALLOWED);
    }
    return List.copyOf(secrets);
  }

  private static Secret read(String line, int number) {
    String wrong = "line " + number + ": is no secret; " + ALLOWED;
    if (!line.startsWith(PREFIX)) {
      throw new IllegalArgumentException(wrong);
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(line.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      // Its message would quote what is secret.
      throw new IllegalArgumentException(wrong);
    }
    if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(wrong);
    }
    return new Secret(bytes);
  }

  /** HMAC-SHA256 under this secret. */
  byte[] hmac(byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HMAC-SHA256", e);
    }
  }
}
