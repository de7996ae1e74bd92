package dev.manna.core.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** SHA-256, and states of it that have absorbed a beginning and are cloned for each rest. */
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

  /** A state that has absorbed one piece. */
  static MessageDigest after(byte[] piece) {
    MessageDigest state = after(EMPTY);
    state.update(piece);
    return state;
  }

  /** The hash of the pieces, one behind the other. */
  static Bits of(byte[]... pieces) {
    MessageDigest state = after(EMPTY);
    for (byte[] piece : pieces) {
      state.update(piece);
    }
    return Bits.of(state.digest());
  }

  /** HMAC-SHA256 (RFC 2104) under a key, whose two blocks are absorbed once. */
  static final class Mac {
    private final MessageDigest inner;
    private final MessageDigest outer;

    Mac(Bits key) {
      inner = Sha256.after(padded(key, 0x36));
      outer = Sha256.after(padded(key, 0x5c));
    }

    private static byte[] padded(Bits key, int pad) {
      byte[] block = Arrays.copyOf(key.bytes(), BLOCK);
      for (int i = 0; i < BLOCK; i++) {
        block[i] ^= (byte) pad;
      }
      return block;
    }

    /** A state to which the message is given. */
    MessageDigest begin() {
      return after(inner);
    }

    /** The code of the message that a state from {@link #begin} was given. */
    byte[] end(MessageDigest message) {
      MessageDigest state = after(outer);
      state.update(message.digest());
      return state.digest();
    }
  }
}
