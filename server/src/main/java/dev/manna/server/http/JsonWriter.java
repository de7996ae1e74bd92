package dev.manna.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * Writes JSON into bytes that grow and are used again. It knows how to write a value; commas and
 * braces are the caller's, in constants that are made once. It belongs to one thread.
 */
final class JsonWriter {
  /** A rare large document (a definition) does not stay in memory for ever. */
  private static final int KEPT = 64 * 1024;

  private static final int FIRST = 1024;

  /** Decimal digits of the longest long, with its sign. */
  private static final int LONGEST_NUMBER = 20;

  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  private static final byte[] TRUE = piece("true");
  private static final byte[] FALSE = piece("false");

  private byte[] bytes = new byte[FIRST];
  private int length;

  /** A constant piece of a document. */
  static byte[] piece(String text) {
    return text.getBytes(UTF_8);
  }

  JsonWriter put(byte[] piece) {
    reserve(piece.length);
    System.arraycopy(piece, 0, bytes, length, piece.length);
    length += piece.length;
    return this;
  }

  JsonWriter put(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** An integer in decimal. */
  JsonWriter put(long number) {
    reserve(LONGEST_NUMBER);
    if (number < 0) {
      bytes[length++] = '-';
    }
    int digits = 1;
    for (long rest = number / 10; rest != 0; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + Math.abs((int) (rest % 10)));
      rest /= 10;
    }
    length += digits;
    return this;
  }

  JsonWriter put(boolean is) {
    return put(is ? TRUE : FALSE);
  }

  /** A string in quotes, escaped where it must be. */
  JsonWriter put(String text) {
    int size = text.length();
    reserve(size + 2);
    // In locals: as fields they would be loaded and stored again for each character.
    byte[] to = bytes;
    int at = length;
    to[at++] = '"';
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
        length = at;
        rest(text, i);
        return put('"');
      }
      to[at++] = (byte) c;
    }
    to[at++] = '"';
    length = at;
    return this;
  }

  /** ASCII that needs no escape, without quotes: part of a string that the caller composes. */
  JsonWriter plain(String ascii) {
    int size = ascii.length();
    reserve(size);
    byte[] to = bytes;
    int at = length;
    for (int i = 0; i < size; i++) {
      to[at++] = (byte) ascii.charAt(i);
    }
    length = at;
    return this;
  }

  /** What is left of a string, from a character on that needs more than its byte. */
  private void rest(String text, int from) {
    reserve((text.length() - from) * 6 + 1);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
      } else if (c < ' ' || c == 0x7f || (Character.isSurrogate(c) && !isPair(text, i))) {
        escape(c);
      } else if (c < 0x7f) {
        bytes[length++] = (byte) c;
      } else {
        int end = Character.isSurrogate(c) ? i + 2 : i + 1;
        put(text.substring(i, end).getBytes(UTF_8));
        i = end - 1;
      }
    }
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private void escape(char c) {
    put(piece("\\u"));
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(c >> shift) & 0xf];
    }
  }

  /** What was written, as bytes of its own; the writer is empty again. */
  Buffer take() {
    Buffer taken = Buffer.buffer(Arrays.copyOf(bytes, length));
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[FIRST];
    }
    return taken;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
