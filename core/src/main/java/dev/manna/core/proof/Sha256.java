package dev.manna.core.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** SHA-256, and states of it that have absorbed a beginning. */
final class Sha256 {
  private static final int BLOCK = 64;
  private static final MessageDigest EMPTY = fresh();

  private Sha256() {}

  private static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A state of one's own that goes on where {@code from}, which nobody changes any more, is. */
  static MessageDigest after(MessageDigest from) {
    try {
      return (MessageDigest) from.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  /** An empty state of one's own. */
  static MessageDigest empty() {
    return after(EMPTY);
  }

  /** A state that has absorbed one piece. */
  static MessageDigest after(byte[] piece) {
    MessageDigest state = empty();
    state.update(piece);
    return state;
  }

  /** The hash of the pieces, one behind the other. */
  static byte[] of(byte[]... pieces) {
    return end(empty(), pieces);
  }

  /** The hash of what a state has absorbed and the pieces; the state is an empty one then. */
  static byte[] end(MessageDigest state, byte[]... pieces) {
    for (byte[] piece : pieces) {
      state.update(piece);
    }
    return state.digest();
  }

  /** 256 bits and zeros, as many as SHA-256 absorbs in one step. */
  static byte[] block(Bits bits) {
    return Arrays.copyOf(bits.bytes(), BLOCK);
  }

  /** HMAC-SHA256 (RFC 2104) under a key. */
  static final class Mac {
    private final byte[] inner;
    private final byte[] outer;

    Mac(Bits key) {
      inner = padded(key, 0x36);
      outer = padded(key, 0x5c);
    }

    private static byte[] padded(Bits key, int pad) {
      byte[] block = block(key);
      for (int i = 0; i < BLOCK; i++) {
        block[i] ^= (byte) pad;
      }
      return block;
    }

    /**
     * The code of a message.
     *
     * @param state an empty one, and empty again behind this: to absorb a pad once more costs less
     *     than to clone a state that has absorbed it (63 and 87 ns, measured)
     */
    byte[] of(MessageDigest state, byte[]... message) {
      state.update(inner);
      byte[] hash = end(state, message);
      state.update(outer);
      return end(state, hash);
    }
  }
}
