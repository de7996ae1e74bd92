package dev.manna.engine.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first block of a segment, and the last: were there only one, and an earlier life of the file
 * came back in its place, no frame would be taken for one, and the segment for empty.
 *
 * @param version of the format
 * @param segment the segment's number; a log begins with segment 1
 * @param logId the same in all files of a log
 * @param fileId of this file alone: frames carry it in their checksum, so that a block that belongs
 *     to another file, or to an earlier life of this one, is not taken for a frame
 * @param epoch in which the file was made
 * @param size of the file in bytes: it is whole before it gets its name, so a shorter one was cut
 */
record SegmentHeader(int version, int segment, long logId, long fileId, long epoch, long size) {
  static final int VERSION = 1;

  private static final long MAGIC = 0x4d414e4e41534547L; // MANNASEG
  private static final int CRC_AT = Layout.BLOCK - Integer.BYTES;

  String name() {
    return Layout.segmentName(segment);
  }

  /** Where the copy stands. */
  long copyOffset() {
    return size - Layout.BLOCK;
  }

  /** Fills a block of zeros, from index 0. */
  void encode(ByteBuffer block) {
    block.putLong(0, MAGIC).putInt(8, version).putInt(12, segment).putLong(16, logId);
    block.putLong(24, fileId).putLong(32, epoch).putLong(40, size);
    block.putInt(CRC_AT, crc(block));
  }

  /** Reads a block, null where it holds no header that can be believed. */
  static @Nullable SegmentHeader decode(ByteBuffer block) {
    if (block.limit() < Layout.BLOCK
        || block.getLong(0) != MAGIC
        || block.getInt(CRC_AT) != crc(block)) {
      return null;
    }
    return new SegmentHeader(
        block.getInt(8),
        block.getInt(12),
        block.getLong(16),
        block.getLong(24),
        block.getLong(32),
        block.getLong(40));
  }

  private static int crc(ByteBuffer block) {
    CRC32C crc = new CRC32C();
    crc.update(block.duplicate().position(0).limit(CRC_AT));
    return (int) crc.getValue();
  }
}
