package dev.manna.engine.journal;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A place in a log from which reading goes on, beside whoever appends to it. */
final class Reading implements Closeable {
  private final Disk disk;
  private final Catalog catalog;
  private int index;
  private SegmentReader reader;
  private long position;

  private Reading(Disk disk, Catalog catalog, int index, SegmentReader reader, long position) {
    this.disk = disk;
    this.catalog = catalog;
    this.index = index;
    this.reader = reader;
    this.position = position;
  }

  /** Begins to read after a position that the log has, or before its first. */
  static Reading after(Disk disk, Catalog catalog, long position) throws IOException {
    int index = catalog.holding(position);
    if (index < 0) {
      Catalog.Entry oldest = catalog.entries().get(0);
      String where = disk.where() + "/" + oldest.header().name();
      throw new IOException(where + " begins at " + oldest.first() + ", later than asked for");
    }
    int number = catalog.entries().get(index).number();
    return new Reading(disk, catalog, index, SegmentReader.open(disk, number), position);
  }

  /** The last position that was read, or that reading began with. */
  long position() {
    return position;
  }

  /** The frame of the batch that {@link #next} has given. */
  Frame frame() {
    return reader.frame();
  }

  /**
   * Gives the next batch, valid until the next call.
   *
   * @param durable how far the log may be read
   * @return null where no batch ends between the position and {@code durable}
   */
  @Nullable Batch next(long durable) throws IOException {
    while (position < durable) {
      step();
      Frame frame = reader.frame();
      if (frame.kind() == Frame.Kind.SEAL) {
        index++;
        Check.that(index < catalog.entries().size(), "a sealed segment has a next one", index);
        reader.close();
        reader = SegmentReader.open(disk, catalog.entries().get(index).number());
      } else if (frame.kind() == Frame.Kind.BATCH && frame.last() > position) {
        position = frame.last();
        return reader.batch();
      }
    }
    return null;
  }

  /** What was read ahead may be older than what is durable by now: so a second look. */
  private void step() throws IOException {
    if (!reader.next()) {
      reader.refresh();
      if (!reader.next()) {
        throw new Damaged(
            disk.where() + "/" + reader.header().name(),
            reader.offset(),
            "no good frame stands there, although position " + (position + 1) + " is durable");
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
