package dev.manna.engine.journal;

import dev.manna.core.Check;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A segment in the making. It is written full of zeros, not only made long, so that a later write
 * and force move data alone; and it gets its name when all of it is durable.
 */
final class NewSegment implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(NewSegment.class);

  /** Small enough that who appends at the same time does not wait for long behind one step. */
  private static final int STEP_BYTES = 2 << 20;

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(STEP_BYTES).asReadOnlyBuffer();

  private final Disk disk;
  private final SegmentHeader header;
  private final Disk.File file;
  private final ByteBuffer block;
  private long written;
  private boolean named;

  private NewSegment(Disk disk, SegmentHeader header, Disk.File file) {
    this.disk = disk;
    this.header = header;
    this.file = file;
    block = ByteBuffer.allocate(Layout.BLOCK);
    header.encode(block);
  }

  static NewSegment create(Disk disk, SegmentHeader header) throws IOException {
    return new NewSegment(disk, header, disk.create(header.name() + Layout.TEMPORARY));
  }

  SegmentHeader header() {
    return header;
  }

  boolean isFull() {
    return written == header.size();
  }

  /** How much room on the disk it still takes. */
  long missing() {
    return header.size() - written;
  }

  /**
   * Writes some of it and makes that durable.
   *
   * @throws Disk.NoSpace where there is no room; then this segment is good for nothing
   */
  void step() throws IOException {
    fill();
    file.force();
  }

  private void fill() throws IOException {
    int bytes = (int) Math.min(STEP_BYTES, missing());
    file.write(written, ZEROS.slice(0, bytes));
    if (written == 0) {
      file.write(0, block);
    }
    written += bytes;
    if (isFull()) {
      file.write(header.copyOffset(), block.clear());
    }
  }

  /** Writes all that is missing. */
  void fillUp() throws IOException {
    while (!isFull()) {
      fill();
    }
  }

  /** Writes a frame over the zeros. */
  void write(long offset, ByteBuffer frame) throws IOException {
    Check.that(isFull() && !named, "frames are written over zeros, before the name is given");
    file.write(offset, frame);
  }

  /** A reader of what stands there, to check it; it is not to be closed. */
  SegmentReader reader() {
    return SegmentReader.over(file, header);
  }

  /** Makes it durable under its name, in the place of what had the name before. */
  SegmentWriter publish(long offset) throws IOException {
    Check.that(isFull(), "a segment is whole before it gets its name");
    file.force();
    disk.rename(header.name() + Layout.TEMPORARY, header.name());
    disk.sync();
    named = true;
    return new SegmentWriter(file, header, offset);
  }

  /** Leaves it as it is, for a later start to delete. */
  void abandon() throws IOException {
    file.close();
  }

  /** Throws it away, unless it was published. */
  @Override
  public void close() throws IOException {
    if (!named) {
      file.close();
      disk.delete(header.name() + Layout.TEMPORARY);
      LOG.debug("{} was thrown away at {} bytes", header.name(), written);
    }
  }
}
