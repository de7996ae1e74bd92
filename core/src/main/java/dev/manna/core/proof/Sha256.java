package dev.manna.core.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** SHA-256, and HMAC over it. */
final class Sha256 {
  /** So many bytes SHA-256 absorbs in one step. */
  static final int BLOCK = 64;

  private Sha256() {}

  /** An empty state of one's own. */
  static MessageDigest empty() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The hash of the pieces, one behind the other. */
  static byte[] of(byte[]... pieces) {
    MessageDigest state = empty();
    for (byte[] piece : pieces) {
      state.update(piece);
    }
    return state.digest();
  }

  /**
   * HMAC-SHA256 (RFC 2104) under a key. To absorb both pads for each message costs less than to
   * copy states that have absorbed them, which are garbage afterwards.
   */
  static final class Mac {
    /** What the inner hash absorbs before the message. */
    final byte[] inner;

    /** What the outer hash absorbs before the inner one. */
    final byte[] outer;

    Mac(Bits key) {
      inner = padded(key, 0x36);
      outer = padded(key, 0x5c);
    }

    private static byte[] padded(Bits key, int pad) {
      byte[] block = Arrays.copyOf(key.bytes(), BLOCK);
      for (int i = 0; i < BLOCK; i++) {
        block[i] ^= (byte) pad;
      }
      return block;
    }

    /** The code of a message. */
    byte[] of(byte[] message) {
      return Sha256.of(outer, Sha256.of(inner, message));
    }
  }
}
