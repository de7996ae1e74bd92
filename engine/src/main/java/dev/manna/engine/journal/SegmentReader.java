package dev.manna.engine.journal;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the frames of one segment, one after the other, and checks each. */
final class SegmentReader implements Closeable {
  private static final int WINDOW_BYTES = 256 << 10;
  private static final ByteBuffer ZEROS = ByteBuffer.allocate(Layout.BLOCK).asReadOnlyBuffer();

  private final Disk.File file;
  private final SegmentHeader header;
  private final int ahead;

  /** A part of the file, as it was when it was read. */
  private ByteBuffer window;

  private long windowStart;

  private long offset = Layout.FIRST_FRAME;
  private @Nullable Frame frame;
  private long frameOffset;

  private SegmentReader(Disk.File file, SegmentHeader header, int ahead) {
    this.file = file;
    this.header = header;
    this.ahead = ahead;
    window = ByteBuffer.allocate(0);
  }

  /** Opens a segment whose header and size are as they were written. */
  static SegmentReader open(Disk disk, int segment) throws IOException {
    return open(disk, segment, WINDOW_BYTES);
  }

  /** Opens a segment of which only the first frame is wanted. */
  static SegmentReader openForFirstFrame(Disk disk, int segment) throws IOException {
    return open(disk, segment, Layout.BLOCK);
  }

  /** Reads a file that is open anyway, and is not to be closed. */
  static SegmentReader over(Disk.File file, SegmentHeader header) {
    return new SegmentReader(file, header, WINDOW_BYTES);
  }

  private static SegmentReader open(Disk disk, int segment, int ahead) throws IOException {
    String name = Layout.segmentName(segment);
    Disk.File file = disk.open(name);
    boolean good = false;
    try {
      SegmentReader reader = new SegmentReader(file, readHeader(disk, file, name), ahead);
      good = true;
      return reader;
    } finally {
      if (!good) {
        file.close();
      }
    }
  }

  private static SegmentHeader readHeader(Disk disk, Disk.File file, String name)
      throws IOException {
    String where = disk.where() + "/" + name;
    SegmentHeader header = headerAt(file, 0);
    if (header == null) {
      throw new Damaged(where, 0, "it does not begin with the header of a segment");
    }
    if (header.version() != SegmentHeader.VERSION) {
      throw new IOException(
          where + " has format version " + header.version() + "; this Manna reads version 1");
    }
    if (header.segment() != Layout.segmentNumber(name)) {
      throw new Damaged(where, 0, "it holds segment " + header.segment());
    }
    if (file.size() != header.size()) {
      String sizes = "it has " + file.size() + " bytes where " + header.size() + " were written";
      throw new Damaged(where, Math.min(file.size(), header.size()), sizes);
    }
    if (!header.equals(headerAt(file, header.copyOffset()))) {
      throw new Damaged(
          where, 0, "its header and the copy at byte " + header.copyOffset() + " are not the same");
    }
    return header;
  }

  private static @Nullable SegmentHeader headerAt(Disk.File file, long at) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(Layout.BLOCK);
    file.read(at, block);
    return SegmentHeader.decode(block.flip());
  }

  SegmentHeader header() {
    return header;
  }

  /** Where the next frame is expected. */
  long offset() {
    return offset;
  }

  /** The frame that {@link #next} has found last. */
  Frame frame() {
    if (frame == null) {
      throw Check.broken("a frame is taken before it is found");
    }
    return frame;
  }

  /** The batch that {@link #next} has found, until the next call of anything. */
  Batch batch() throws IOException {
    Frame found = frame();
    ByteBuffer payload = payload(found, frameOffset);
    return new Batch(found.first(), found.count(), found.timeMillis(), payload);
  }

  /** Finds the frame at the offset and steps behind it; false where no good frame stands there. */
  boolean next() throws IOException {
    Frame found = headerAt(offset);
    if (found == null || Frame.crc(payload(found, offset)) != found.payloadCrc()) {
      return false;
    }
    frame = found;
    frameOffset = offset;
    offset += found.bytes();
    return true;
  }

  /** Forgets what was read ahead: the file has grown since. */
  void refresh() {
    window.limit(0);
  }

  /** Looks for a frame's header at the block boundaries after the offset, null where none is. */
  @Nullable Frame laterFrame() throws IOException {
    for (long at = offset + Layout.BLOCK; at < header.copyOffset(); at += Layout.BLOCK) {
      Frame found = headerAt(at);
      if (found != null) {
        offset = at;
        return found;
      }
    }
    return null;
  }

  /** The end of what is written after the offset: behind the last byte that is not zero. */
  long endOfBytes() throws IOException {
    long lastBlock = -1;
    for (long at = offset; at < header.copyOffset(); at += Layout.BLOCK) {
      if (part(at, Layout.BLOCK).mismatch(ZEROS) >= 0) {
        lastBlock = at;
      }
    }
    if (lastBlock < 0) {
      return offset;
    }
    ByteBuffer block = part(lastBlock, Layout.BLOCK);
    int bytes = Layout.BLOCK;
    while (block.get(bytes - 1) == 0) {
      bytes--;
    }
    return lastBlock + bytes;
  }

  /** Copies bytes to another file, to the start of it. */
  void copy(long from, long to, Disk.File target) throws IOException {
    for (long at = from; at < to; at += Layout.BLOCK) {
      int bytes = (int) Math.min(Layout.BLOCK, to - at);
      target.write(at - from, part(at, bytes));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private @Nullable Frame headerAt(long at) throws IOException {
    if (at >= header.copyOffset()) {
      return null;
    }
    ByteBuffer bytes = part(at, Frame.HEADER_BYTES);
    return Frame.decode(bytes, header.fileId(), header.segment(), at, header.copyOffset());
  }

  private ByteBuffer payload(Frame of, long at) throws IOException {
    return part(at + Frame.HEADER_BYTES, of.length());
  }

  /** A range of the file, until the next call. */
  private ByteBuffer part(long from, int bytes) throws IOException {
    if (from < windowStart || from + bytes > windowStart + window.limit()) {
      load(from, bytes);
    }
    return window.slice((int) (from - windowStart), bytes);
  }

  private void load(long from, int bytes) throws IOException {
    if (bytes > window.capacity() || window.capacity() == 0) {
      window = ByteBuffer.allocate((int) Math.min(Math.max(ahead, bytes), header.size()));
    }
    window.clear();
    window.limit((int) Math.min(window.capacity(), header.size() - from));
    windowStart = from;
    int read = file.read(from, window);
    window.flip();
    if (read < bytes) {
      throw new IOException(header.name() + " ends at " + (from + read) + " while it is read");
    }
  }
}
