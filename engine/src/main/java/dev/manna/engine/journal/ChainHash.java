package dev.manna.engine.journal;

import dev.manna.core.Check;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** 256 bits that stand for a log up to some position: SHA-256, chained over its batches. */
record ChainHash(long a, long b, long c, long d) {
  static final int BYTES = 32;

  /** The chain of the empty log. */
  static final ChainHash EMPTY = new ChainHash(0, 0, 0, 0);

  static ChainHash get(ByteBuffer from, int at) {
    return new ChainHash(
        from.getLong(at), from.getLong(at + 8), from.getLong(at + 16), from.getLong(at + 24));
  }

  void put(ByteBuffer to, int at) {
    to.putLong(at, a).putLong(at + 8, b).putLong(at + 16, c).putLong(at + 24, d);
  }

  /** Computes chains; keeps its buffers. */
  static final class Hasher {
    private static final int HEAD = BYTES + Long.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES;

    private final MessageDigest sha = sha256();
    private final byte[] head = new byte[HEAD];
    private final ByteBuffer headBuffer = ByteBuffer.wrap(head);
    private final byte[] result = new byte[BYTES];
    private final ByteBuffer resultBuffer = ByteBuffer.wrap(result);

    /** SHA-256 of the chain before, the position, the count, the time, the length, the payload. */
    ChainHash next(ChainHash before, long first, int count, long timeMillis, ByteBuffer payload) {
      before.put(headBuffer, 0);
      headBuffer.putLong(BYTES, first).putInt(BYTES + 8, count);
      headBuffer.putLong(BYTES + 12, timeMillis).putInt(BYTES + 20, payload.remaining());
      sha.update(head);
      sha.update(payload.duplicate());
      try {
        sha.digest(result, 0, BYTES);
      } catch (DigestException e) {
        throw Check.broken("SHA-256 has 32 bytes: " + e);
      }
      return get(resultBuffer, 0);
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw Check.broken("every Java platform has SHA-256: " + e);
      }
    }
  }
}
