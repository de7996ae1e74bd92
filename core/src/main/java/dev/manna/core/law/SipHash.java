package dev.manna.core.law;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * SipHash-2-4 with 128 bits of output: a keyed hash, so that nobody who does not know the log's key
 * can name two users that the tables would take for one. Source: Aumasson and Bernstein, "SipHash:
 * a fast short-input PRF" (2012), and its reference for the 128-bit variant. Text is ASCII, as all
 * ids are: one byte a character.
 */
final class SipHash {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long v0;
  private long v1;
  private long v2;
  private long v3;

  private SipHash(long keyLow, long keyHigh) {
    v0 = keyLow ^ 0x736f6d6570736575L;
    v1 = keyHigh ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = keyLow ^ 0x6c7967656e657261L;
    v3 = keyHigh ^ 0x7465646279746573L;
  }

  /** 128 bits. */
  record Digest(long first, long second) {}

  static Digest of(long keyLow, long keyHigh, String text) {
    SipHash hash = over(keyLow, keyHigh, text);
    long first = hash.sum();
    hash.v1 ^= 0xdd;
    hash.rounds(4);
    return new Digest(first, hash.sum());
  }

  /** The first 64 of the 128 bits, for half of the last rounds. */
  static long first(long keyLow, long keyHigh, String text) {
    return over(keyLow, keyHigh, text).sum();
  }

  private static SipHash over(long keyLow, long keyHigh, String text) {
    SipHash hash = new SipHash(keyLow, keyHigh);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int whole = bytes.length & ~7;
    for (int at = 0; at < whole; at += 8) {
      hash.absorb((long) WORDS.get(bytes, at));
    }
    hash.absorb(rest(bytes, whole) | (long) bytes.length << 56);
    hash.v2 ^= 0xee;
    hash.rounds(4);
    return hash;
  }

  private long sum() {
    return v0 ^ v1 ^ v2 ^ v3;
  }

  /** The last bytes, fewer than eight. */
  private static long rest(byte[] bytes, int from) {
    long rest = 0;
    for (int at = bytes.length - 1; at >= from; at--) {
      rest = rest << 8 | (bytes[at] & 0xff);
    }
    return rest;
  }

  private void absorb(long word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
