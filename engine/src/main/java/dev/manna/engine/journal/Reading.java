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
  private SegmentReader reader;
  private long position;

  private Reading(Disk disk, Catalog catalog, SegmentReader reader, long position) {
    this.disk = disk;
    this.catalog = catalog;
    this.reader = reader;
    this.position = position;
  }

  /**
   * Begins to read after a position that the log has, or before its first.
   *
   * @throws Trimmed if what comes after it was removed
   */
  static Reading after(Disk disk, Catalog catalog, long position) throws IOException {
    Catalog.Entry holding = catalog.entryHolding(position);
    if (holding == null) {
      Catalog.Entry oldest = catalog.entries().get(0);
      throw new Trimmed(disk.where() + "/" + oldest.header().name(), oldest.first());
    }
    return new Reading(disk, catalog, SegmentReader.open(disk, holding.number()), position);
  }

  /** The last position that was read, or that reading began with. */
  long position() {
    return position;
  }

  /** The number of the segment that is read. */
  int segment() {
    return reader.header().segment();
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
        int number = segment() + 1;
        Check.that(catalog.has(number), "a sealed segment has a next one", number);
        reader.close();
        reader = SegmentReader.open(disk, number);
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
