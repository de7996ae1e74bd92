package dev.manna.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Checks signatures as a receiver would, and shares no code with who makes them: HMAC is written
 * out after RFC 2104.
 */
final class Verifier {
  private static final int BLOCK = 64;

  private final byte[] key;

  /** One that knows a secret as it was handed to the receiver: {@code whsec_} and base64. */
  Verifier(String secret) {
    key = Base64.getDecoder().decode(secret.replace("whsec_", ""));
  }

  /** Whether a post is from who it says, and was made less than five minutes ago. */
  boolean accepts(String id, String timestamp, String signatures, byte[] body, long nowMillis) {
    long seconds = Long.parseLong(timestamp);
    if (Math.abs(nowMillis / 1_000 - seconds) > 300) {
      return false;
    }
    byte[] signed = joined((id + "." + timestamp + ".").getBytes(UTF_8), body);
    String wanted = "v1," + Base64.getEncoder().encodeToString(hmac(signed));
    for (String each : signatures.split(" ", -1)) {
      if (MessageDigest.isEqual(each.getBytes(UTF_8), wanted.getBytes(UTF_8))) {
        return true;
      }
    }
    return false;
  }

  private byte[] hmac(byte[] message) {
    byte[] inner = new byte[BLOCK];
    byte[] outer = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      int of = i < key.length ? key[i] : 0;
      inner[i] = (byte) (of ^ 0x36);
      outer[i] = (byte) (of ^ 0x5c);
    }
    return sha256(joined(outer, sha256(joined(inner, message))));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
