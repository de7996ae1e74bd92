package dev.manna.log.postgres;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * SHA-256, chained over batches: the 32 bytes beside a batch stand for the log up to its end. Used
 * by one thread at a time.
 */
final class Chain {
  private static final int HASH_BYTES = 32;
  private static final int HEAD_BYTES = HASH_BYTES + Long.BYTES + 4 + Long.BYTES + 4;

  private final MessageDigest sha = sha256();
  private final ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);

  /** The chain of the empty log. */
  static byte[] empty() {
    return new byte[HASH_BYTES];
  }

  /** SHA-256 of the chain before, the position, the count, the time, the length, the payload. */
  byte[] next(byte[] before, Batch batch) {
    head.clear();
    head.put(before).putLong(batch.first()).putInt(batch.count());
    head.putLong(batch.timeMillis()).putInt(batch.payload().remaining());
    sha.update(head.array());
    sha.update(batch.payload().duplicate());
    return sha.digest();
  }

  /** Whether a batch is the one that was chained there. */
  boolean holds(byte[] before, Batch batch, byte[] chain) {
    return Arrays.equals(next(before, batch), chain);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw Check.broken("every Java platform has SHA-256: " + e);
    }
  }
}
