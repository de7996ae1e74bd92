package dev.manna.engine.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A snapshot's body is cut into chunks, each with a length and a checksum before it. */
final class SnapshotChunk {
  /** The length and the checksum. */
  static final int HEAD_BYTES = 8;

  /** Small enough for a buffer, large enough that the head does not count. */
  static final int MAX_BYTES = 256 << 10;

  private SnapshotChunk() {}

  /** Checksums a chunk for its place: the snapshot, how many chunks stand before it, its length. */
  static int crc(SnapshotHeader header, long index, ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    ByteBuffer seed = ByteBuffer.allocate(3 * Long.BYTES + Integer.BYTES);
    seed.putLong(header.logId()).putLong(header.position()).putLong(index);
    crc.update(seed.putInt(bytes.remaining()).flip());
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }
}
