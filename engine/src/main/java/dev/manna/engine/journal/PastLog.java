package dev.manna.engine.journal;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log up to its end as it was when this was opened, for whoever looks back: the log of a stopped
 * server, or what is known to be durable of one that runs. It changes nothing, and checks what it
 * reads, not what it does not.
 */
public final class PastLog implements Closeable {
  private final Disk disk;
  private final Catalog catalog;
  private final @Nullable Closeable lock;
  private final long end;

  private PastLog(Disk disk, Catalog catalog, @Nullable Closeable lock, long end) {
    this.disk = disk;
    this.catalog = catalog;
    this.lock = lock;
    this.end = end;
  }

  /** Opens a directory, whether a server runs there or not. */
  public static PastLog open(Disk disk) throws IOException {
    Closeable lock = disk.lock(Layout.LOCK, true);
    boolean opened = false;
    try {
      Catalog catalog = Catalog.read(disk);
      PastLog log = new PastLog(disk, catalog, lock, end(disk, catalog, lock != null));
      opened = true;
      return log;
    } finally {
      if (!opened && lock != null) {
        lock.close();
      }
    }
  }

  /**
   * Beside a server that runs, the last batch may not be durable: what stands behind it says
   * whether it is, at the latest the mark that is written when nothing comes for a while.
   */
  private static long end(Disk disk, Catalog catalog, boolean stopped) throws IOException {
    long durable = 0;
    for (int i = Math.max(0, catalog.entries().size() - 2); i < catalog.entries().size(); i++) {
      if (catalog.entries().get(i).begun()) {
        try (SegmentReader reader = SegmentReader.open(disk, catalog.entries().get(i).number())) {
          while (reader.next()) {
            Frame frame = reader.frame();
            durable = Math.max(durable, frame.durable());
            if (stopped && frame.kind() == Frame.Kind.BATCH) {
              durable = Math.max(durable, frame.last());
            }
          }
        }
      }
    }
    return durable;
  }

  /** The position of the first event that is there, 1 unless the beginning was taken away. */
  public long first() {
    return catalog.isEmpty() || !catalog.entries().get(0).begun()
        ? 1
        : catalog.entries().get(0).first();
  }

  /** The position of the last event that may be read, 0 where there is no log. */
  public long end() {
    return end;
  }

  /** The positions of the snapshots up to a position, the newest first. */
  public List<Long> snapshots(long upTo) throws IOException {
    List<Long> positions = new ArrayList<>();
    for (String name : disk.list().reversed()) {
      if (Layout.isSnapshot(name) && Layout.snapshotPosition(name) <= upTo) {
        positions.add(Layout.snapshotPosition(name));
      }
    }
    return positions;
  }

  /**
   * Opens a snapshot all of which is as it was written.
   *
   * @throws IOException if it is not, or is gone by now
   */
  public Snapshot snapshot(long position) throws IOException {
    String name = Layout.snapshotName(position);
    try (Snapshot whole = Snapshot.open(disk, name)) {
      whole.verify();
    }
    return Snapshot.open(disk, name);
  }

  /** Hands over each batch that ends after a position, in order, until the reader has enough. */
  public void read(long from, Log.BatchReader batchReader) throws IOException {
    if (from >= end) {
      return;
    }
    try (Reading reading = Reading.after(disk, catalog, from)) {
      Batch batch = reading.next(end);
      while (batch != null && batchReader.read(batch)) {
        batch = reading.next(end);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
