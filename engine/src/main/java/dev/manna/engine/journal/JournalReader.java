package dev.manna.engine.journal;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import java.io.Closeable;
import java.io.IOException;

/**
 * Reads the log of a stopped server and changes nothing: for auditors and exports. All of it is
 * checked when it is opened, whatever snapshots there are.
 */
public final class JournalReader implements Closeable {
  private final Disk disk;
  private final Closeable lock;
  private final Catalog catalog;
  private final long position;
  private final Tail tail;

  private JournalReader(Disk disk, Closeable lock, Catalog catalog, long position, Tail tail) {
    this.disk = disk;
    this.lock = lock;
    this.catalog = catalog;
    this.position = position;
    this.tail = tail;
  }

  /** What stands behind the last good batch. */
  public sealed interface Tail {
    /** Nothing. */
    record Clean() implements Tail {}

    /** Bytes of a write that a crash has torn; nobody was told that it is safe. */
    record Torn(String file, long offset, long bytes) implements Tail {}

    /** Something that was acknowledged is lost. */
    record Broken(Damaged damage) implements Tail {}
  }

  /**
   * Opens a directory.
   *
   * @throws InUse if a process writes there
   * @throws Damaged if it is damaged so that nothing can be read
   */
  public static JournalReader open(Disk disk) throws IOException {
    Closeable lock = disk.lock(Layout.LOCK, true);
    if (lock == null) {
      throw new InUse(disk.where());
    }
    boolean opened = false;
    try {
      JournalReader reader = open(disk, lock, Inspection.of(disk));
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static JournalReader open(Disk disk, Closeable lock, Inspection found)
      throws IOException {
    Catalog catalog = found.catalog();
    try {
      Scan.End end = found.scanAll();
      Tail tail = new Tail.Clean();
      if (end.torn()) {
        String name = catalog.entries().get(end.index()).header().name();
        tail = new Tail.Torn(name, end.offset(), end.bytesEnd() - end.offset());
      }
      return new JournalReader(disk, lock, catalog, end.position(), tail);
    } catch (Damaged e) {
      return new JournalReader(disk, lock, catalog, e.goodPosition(), new Tail.Broken(e));
    }
  }

  /**
   * Hands over all batches up to a position that is known to be durable, beside a process that may
   * write there: what is durable is never changed.
   *
   * @return the position of the last event that was read: a lower one where the log ends before
   */
  public static long readBeside(Disk disk, long durable, Log.BatchReader batchReader)
      throws IOException {
    return readBeside(disk, 0, durable, batchReader);
  }

  /**
   * {@link #readBeside(Disk, long, Log.BatchReader)} of the batches that end after a position.
   *
   * @throws Trimmed if some of them were removed
   */
  public static long readBeside(Disk disk, long from, long durable, Log.BatchReader batchReader)
      throws IOException {
    Catalog catalog = Catalog.read(disk);
    if (catalog.isEmpty()) {
      return 0;
    }
    try (Reading reading = Reading.after(disk, catalog, from)) {
      Batch batch = reading.next(durable);
      while (batch != null && batchReader.read(batch)) {
        batch = reading.next(durable);
      }
      return reading.position();
    }
  }

  /** The position of the first event that is there, beside a process that may write there. */
  public static long firstBeside(Disk disk) throws IOException {
    Catalog catalog = Catalog.read(disk);
    return catalog.isEmpty() || !catalog.entries().get(0).begun()
        ? 1
        : catalog.entries().get(0).first();
  }

  /** The position of the last event that can be read. */
  public long position() {
    return position;
  }

  public Tail tail() {
    return tail;
  }

  /** Hands over each batch that ends after a position, in order, until the reader has enough. */
  public void read(long from, Log.BatchReader batchReader) throws IOException {
    if (from >= position) {
      return;
    }
    try (Reading reading = Reading.after(disk, catalog, from)) {
      Batch batch = reading.next(position);
      while (batch != null && batchReader.read(batch)) {
        batch = reading.next(position);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
