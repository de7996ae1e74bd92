package dev.manna.engine.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The segment that is written now: each write is followed by a force, and there is no other. */
final class SegmentWriter implements Closeable {
  private final Disk.File file;
  private final SegmentHeader header;
  private volatile long offset;

  SegmentWriter(Disk.File file, SegmentHeader header, long offset) {
    this.file = file;
    this.header = header;
    this.offset = offset;
  }

  SegmentHeader header() {
    return header;
  }

  /** Where the next frame goes. */
  long offset() {
    return offset;
  }

  /** Whether a batch's frame has room here, with what may have to follow it. */
  boolean hasRoomFor(long bytes) {
    return offset + bytes + Layout.RESERVED <= header.size();
  }

  /** Whether it is time to have the next segment ready. */
  boolean isFilling() {
    return offset > header.size() / 4;
  }

  /** Writes a frame and makes it durable. */
  void append(ByteBuffer frame) throws IOException {
    long behind = offset + frame.remaining();
    file.write(offset, frame);
    file.force();
    offset = behind;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
