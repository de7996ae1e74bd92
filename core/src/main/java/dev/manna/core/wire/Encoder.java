package dev.manna.core.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers and text into a buffer that grows and is used again. */
public final class Encoder {
  private byte[] bytes = new byte[4096];
  private int length;

  /** Forgets everything written. */
  public void reset() {
    length = 0;
  }

  public int length() {
    return length;
  }

  /** What was written, readable until the next write. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  public void put(int oneByte) {
    room(1);
    bytes[length++] = (byte) oneByte;
  }

  /** An unsigned number in groups of seven bits, the lowest first (LEB128). */
  public void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** A number of either sign: 0, -1, 1, -2 become 0, 1, 2, 3. */
  public void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  /** Eight bytes, the lowest first. */
  public void fixed64(long value) {
    room(8);
    for (int i = 0; i < 8; i++) {
      bytes[length++] = (byte) (value >>> (8 * i));
    }
  }

  /** Four bytes, the lowest first. */
  public void fixed32(int value) {
    room(4);
    for (int i = 0; i < 4; i++) {
      bytes[length++] = (byte) (value >>> (8 * i));
    }
  }

  /** An id: its length, then one byte a character. */
  // Not deprecated for what it does, which is this, but for texts that are not ASCII.
  @SuppressWarnings("deprecation")
  public void ascii(String text) {
    int count = text.length();
    number(count);
    room(count);
    text.getBytes(0, count, bytes, length);
    length += count;
  }

  /** Text of any script: the length in bytes, then UTF-8. */
  public void text(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    number(encoded.length);
    room(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
