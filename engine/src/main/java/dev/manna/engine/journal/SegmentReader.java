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

  /** A part of the file, as it was when it was read. */
  private ByteBuffer window;

  private long windowStart;

  private long offset = Layout.FIRST_FRAME;
  private @Nullable Frame frame;
  private long frameOffset;

  SegmentReader(Disk.File file, SegmentHeader header) {
    this.file = file;
    this.header = header;
    int room = (int) Math.min(WINDOW_BYTES, header.size());
    window = ByteBuffer.allocateDirect(room).limit(0);
  }

  /** Opens a segment whose header and size are as they were written. */
  static SegmentReader open(Disk disk, int segment) throws IOException {
    String name = Layout.segmentName(segment);
    Disk.File file = disk.open(name);
    boolean good = false;
    try {
      SegmentReader reader = new SegmentReader(file, readHeader(disk, file, name));
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
    ByteBuffer block = ByteBuffer.allocate(Layout.BLOCK);
    file.read(0, block);
    SegmentHeader header = SegmentHeader.decode(block.flip());
    String where = disk.where() + "/" + name;
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
    return header;
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
    for (long at = offset + Layout.BLOCK; at < header.size(); at += Layout.BLOCK) {
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
    for (long at = offset; at < header.size(); at += Layout.BLOCK) {
      if (window.slice(load(at, Layout.BLOCK), Layout.BLOCK).mismatch(ZEROS) >= 0) {
        lastBlock = at;
      }
    }
    if (lastBlock < 0) {
      return offset;
    }
    int index = load(lastBlock, Layout.BLOCK);
    int bytes = Layout.BLOCK;
    while (window.get(index + bytes - 1) == 0) {
      bytes--;
    }
    return lastBlock + bytes;
  }

  /** Copies bytes to another file, to the start of it. */
  void copy(long from, long to, Disk.File target) throws IOException {
    for (long at = from; at < to; at += Layout.BLOCK) {
      int bytes = (int) Math.min(Layout.BLOCK, to - at);
      target.write(at - from, window.slice(load(at, bytes), bytes));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private @Nullable Frame headerAt(long at) throws IOException {
    if (at + Layout.BLOCK > header.size()) {
      return null;
    }
    int index = load(at, Frame.HEADER_BYTES);
    return Frame.decode(window, index, header.fileId(), header.segment(), at, header.size());
  }

  private ByteBuffer payload(Frame of, long at) throws IOException {
    int index = load(at, Frame.HEADER_BYTES + of.length());
    return window.slice(index + Frame.HEADER_BYTES, of.length());
  }

  /** Makes the window hold a range of the file; returns where in the window it begins. */
  private int load(long from, int bytes) throws IOException {
    if (from < windowStart || from + bytes > windowStart + window.limit()) {
      if (bytes > window.capacity()) {
        window = ByteBuffer.allocateDirect((int) Math.min(2L * bytes, header.size()));
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
    return (int) (from - windowStart);
  }
}
