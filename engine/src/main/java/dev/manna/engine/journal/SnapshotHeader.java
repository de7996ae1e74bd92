package dev.manna.engine.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a snapshot's file.
 *
 * @param position of the last event that the snapshot knows
 * @param chain of the log up to there, so that a snapshot is not laid over another history
 */
record SnapshotHeader(int version, long logId, long position, ChainHash chain) {
  static final int VERSION = 1;
  static final int BYTES = 72;

  private static final long MAGIC = 0x4d414e4e41534e50L; // MANNASNP
  private static final int CRC_AT = BYTES - Integer.BYTES;

  String name() {
    return Layout.snapshotName(position);
  }

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(0, MAGIC).putInt(8, version).putLong(16, logId).putLong(24, position);
    chain.put(bytes, 32);
    return bytes.putInt(CRC_AT, crc(bytes));
  }

  /** Reads a header, null where there is none that can be believed. */
  static @Nullable SnapshotHeader decode(ByteBuffer bytes) {
    if (bytes.limit() < BYTES || bytes.getLong(0) != MAGIC || bytes.getInt(CRC_AT) != crc(bytes)) {
      return null;
    }
    return new SnapshotHeader(
        bytes.getInt(8), bytes.getLong(16), bytes.getLong(24), ChainHash.get(bytes, 32));
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(CRC_AT));
    return (int) crc.getValue();
  }
}
