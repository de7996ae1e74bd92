package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.wire.StockChangeCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hashes of a log. A batch's digest is SHA-256 of its first position (8 bytes, big-endian), its
 * count (4), its time (8), the length of what it changes of the stock (4), that, and its payload;
 * the chain after it is SHA-256 of the chain before and the digest. So the same batch sent again is
 * known without its predecessor.
 */
final class Chain {
  static final int HEX_CHARS = 64;

  private static final HexFormat HEX = HexFormat.of();

  private Chain() {}

  static String digest(Batch batch) {
    MessageDigest sha = sha256();
    byte[] stock = StockChangeCodec.write(batch.stock()).getBytes(StandardCharsets.US_ASCII);
    sha.update(
        ByteBuffer.allocate(2 * Long.BYTES + 2 * Integer.BYTES)
            .putLong(batch.first())
            .putInt(batch.count())
            .putLong(batch.timeMillis())
            .putInt(stock.length)
            .flip());
    sha.update(stock);
    sha.update(batch.payload().duplicate());
    return HEX.formatHex(sha.digest());
  }

  static String next(String before, String digest) {
    MessageDigest sha = sha256();
    sha.update(before.getBytes(StandardCharsets.US_ASCII));
    sha.update(digest.getBytes(StandardCharsets.US_ASCII));
    return HEX.formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw Check.broken("every Java platform has SHA-256: " + e);
    }
  }
}
