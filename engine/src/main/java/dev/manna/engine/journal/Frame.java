package dev.manna.engine.journal;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the payload of a batch, or alone in its block.
 *
 * @param first the position of the batch's first event; for marks and seals the next position
 * @param durable the highest position known durable when the frame was built
 * @param length of the payload in bytes
 * @param previous the chain before the batch
 * @param chain the chain with the batch; for marks and seals the same as {@code previous}
 */
record Frame(
    Kind kind,
    int segment,
    long epoch,
    long first,
    int count,
    long timeMillis,
    long durable,
    int length,
    int payloadCrc,
    ChainHash previous,
    ChainHash chain) {
  static final int HEADER_BYTES = 128;

  private static final int MAGIC = 0x4d4e4631; // MNF1
  private static final int CRC_AT = HEADER_BYTES - Integer.BYTES;

  /** What a frame says. */
  enum Kind {
    /** Events were decided. */
    BATCH(1),
    /** All before is durable, and nothing came for a while. */
    MARK(2),
    /** All before is durable, and the log goes on in the next segment. */
    SEAL(3);

    final int code;

    Kind(int code) {
      this.code = code;
    }

    static @Nullable Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      return null;
    }
  }

  static Frame batch(
      Batch batch, int segment, long epoch, long durable, ChainHash previous, ChainHash chain) {
    return new Frame(
        Kind.BATCH,
        segment,
        epoch,
        batch.first(),
        batch.count(),
        batch.timeMillis(),
        durable,
        batch.payload().remaining(),
        crc(batch.payload()),
        previous,
        chain);
  }

  static Frame note(
      Kind kind, int segment, long epoch, long durable, long timeMillis, ChainHash chain) {
    Check.that(kind != Kind.BATCH, "a note holds no events");
    return new Frame(kind, segment, epoch, durable + 1, 0, timeMillis, durable, 0, 0, chain, chain);
  }

  /** The position of the last event up to and with this frame. */
  long last() {
    return first + count - 1;
  }

  /** The space that the frame takes. */
  long bytes() {
    return Layout.roundUp(HEADER_BYTES + (long) length);
  }

  /** Writes the header at the start of the buffer, for its place in a file. */
  void encode(ByteBuffer to, long fileId, long offset) {
    to.putInt(0, MAGIC).putShort(4, (short) SegmentHeader.VERSION).putShort(6, (short) kind.code);
    to.putInt(8, segment).putInt(12, count).putLong(16, epoch).putLong(24, first);
    to.putLong(32, timeMillis).putLong(40, durable).putInt(48, length).putInt(52, payloadCrc);
    previous.put(to, 56);
    chain.put(to, 56 + ChainHash.BYTES);
    to.putInt(120, 0);
    to.putInt(CRC_AT, crc(to, fileId, segment, offset));
  }

  /**
   * Reads the header at the start of the buffer.
   *
   * @param end where in the file the last frame ends at the latest
   * @return null where no frame was written at this place of this file, or not as it stands there
   */
  static @Nullable Frame decode(ByteBuffer from, long fileId, int segment, long offset, long end) {
    if (from.getInt(0) != MAGIC
        || from.getInt(CRC_AT) != crc(from, fileId, segment, offset)
        || from.getShort(4) != SegmentHeader.VERSION) {
      return null;
    }
    Kind kind = Kind.of(from.getShort(6));
    int length = from.getInt(48);
    boolean fits = length >= 0 && length <= end - offset - HEADER_BYTES;
    if (kind == null || !fits || (kind == Kind.BATCH) != (from.getInt(12) > 0)) {
      return null;
    }
    return new Frame(
        kind,
        from.getInt(8),
        from.getLong(16),
        from.getLong(24),
        from.getInt(12),
        from.getLong(32),
        from.getLong(40),
        length,
        from.getInt(52),
        ChainHash.get(from, 56),
        ChainHash.get(from, 56 + ChainHash.BYTES));
  }

  /** Checksums a payload, from the buffer's position to its limit. */
  static int crc(ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload.duplicate());
    return (int) crc.getValue();
  }

  private static int crc(ByteBuffer header, long fileId, long segment, long offset) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(24).putLong(fileId).putLong(segment).putLong(offset).flip());
    crc.update(header.slice(0, CRC_AT));
    return (int) crc.getValue();
  }
}
