package dev.manna.server.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line of a published log, of which nothing is taken for granted. */
final class PublishedLine {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] HASH = ascii(",\"hash\":\"");
  private static final byte[] END = ascii("\"}");
  private static final byte[] DEFINITION = ascii(",\"definition\":");
  private static final byte[] REVEALED = ascii("\"type\":\"revealed\",");
  private static final byte[] CAMPAIGN_SETTLED = ascii("\"type\":\"campaignsettled\",");
  private static final byte[] DEFINED = ascii("\"type\":\"defined\",");
  private static final int DIGITS = 64;

  private final byte[] bytes;
  private final int bodyEnd;

  /** A line without what ends it. */
  PublishedLine(byte[] bytes) {
    this.bytes = bytes;
    bodyEnd = bytes.length - HASH.length - DIGITS - END.length;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether it ends as all lines do. */
  boolean hasHash() {
    return bodyEnd > 0
        && holds(HASH, bodyEnd)
        && holds(END, bytes.length - END.length)
        && HexFormat.isHexDigit(bytes[bodyEnd + HASH.length]);
  }

  private boolean holds(byte[] piece, int at) {
    return at >= 0
        && at + piece.length <= bytes.length
        && Arrays.equals(bytes, at, at + piece.length, piece, 0, piece.length);
  }

  String statedHash() {
    return new String(bytes, bodyEnd + HASH.length, DIGITS, StandardCharsets.ISO_8859_1);
  }

  /** What the hash is made of. */
  byte[] withoutHash() {
    byte[] body = Arrays.copyOf(bytes, bodyEnd + 1);
    body[bodyEnd] = '}';
    return body;
  }

  /** Whether it may bind or show a key; only then is it worth reading before its turn. */
  boolean isAboutAKey() {
    return indexOf(REVEALED) >= 0 || indexOf(CAMPAIGN_SETTLED) >= 0 || indexOf(DEFINED) >= 0;
  }

  /** The JSON of the definition, byte for byte. */
  byte[] definition() {
    int from = indexOf(DEFINITION) + DEFINITION.length;
    return Arrays.copyOfRange(bytes, from, bodyEnd);
  }

  private int indexOf(byte[] piece) {
    for (int at = 0; at + piece.length <= bytes.length; at++) {
      if (bytes[at] == piece[0] && holds(piece, at)) {
        return at;
      }
    }
    return -1;
  }

  /** The fields. */
  JsonNode fields() {
    try {
      JsonNode fields = JSON.readTree(bytes);
      if (!fields.isObject()) {
        throw new Unreadable("is no JSON object");
      }
      return fields;
    } catch (JacksonException e) {
      throw new Unreadable("is no JSON object");
    }
  }

  /** The line is not one that this version can read. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }
}
