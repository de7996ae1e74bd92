package dev.manna.engine.journal;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Reads a log for whoever asks, on their threads. The last readings are kept, by where they stand,
 * so that whoever follows the log as it grows goes on where it was and does not search its place
 * each time, however many there are of them.
 */
final class Readings implements Closeable {
  /** More than the followers that a server has; each keeps a file open, and its buffer. */
  static final int MOST_KEPT = 8;

  private final Disk disk;
  private final Catalog catalog;

  /** Whatever is read at the moment; guarded by this. */
  private final Set<Reading> active = new HashSet<>();

  /** The one used last is the first; guarded by this. */
  private final ArrayDeque<Reading> kept = new ArrayDeque<>();

  private boolean closed;

  Readings(Disk disk, Catalog catalog) {
    this.disk = disk;
    this.catalog = catalog;
  }

  /** Hands over the batches that end after a position, up to what is durable at each time. */
  void read(long from, LongSupplier durable, Log.BatchReader batchReader) throws IOException {
    Reading reading = take(from);
    boolean whole = false;
    try {
      Batch batch = reading.next(durable.getAsLong());
      while (batch != null && batchReader.read(batch)) {
        batch = reading.next(durable.getAsLong());
      }
      whole = true;
    } finally {
      give(reading, whole);
    }
  }

  /** Copies of all batches that end after a position. */
  List<Batch> copies(long from, long durable) throws IOException {
    List<Batch> copies = new ArrayList<>();
    Reading reading = begin(from);
    try {
      for (Batch next = reading.next(durable); next != null; next = reading.next(durable)) {
        ByteBuffer copy = ByteBuffer.allocate(next.payload().remaining());
        copy.put(next.payload()).flip();
        copies.add(new Batch(next.first(), next.count(), next.timeMillis(), copy));
      }
    } finally {
      give(reading, false);
    }
    return List.copyOf(copies);
  }

  /** The chain up to a position at which a batch ends. */
  ChainHash chainAt(long position) throws IOException {
    Reading reading = begin(position - 1);
    try {
      Check.that(reading.next(position) != null, "a batch ends at this position", position);
      Check.that(reading.position() == position, "a batch ends at this position", position);
      return reading.frame().chain();
    } finally {
      give(reading, false);
    }
  }

  /**
   * Takes the oldest segment off the log, unless somebody reads it.
   *
   * @return whether nobody will open it any more
   */
  synchronized boolean leave(int segment) throws IOException {
    if (active.stream().anyMatch(each -> each.segment() <= segment)) {
      return false;
    }
    for (Iterator<Reading> each = kept.iterator(); each.hasNext(); ) {
      Reading reading = each.next();
      if (reading.segment() <= segment) {
        each.remove();
        reading.close();
      }
    }
    catalog.removeFirst();
    return true;
  }

  private synchronized Reading take(long from) throws IOException {
    for (Iterator<Reading> each = kept.iterator(); each.hasNext(); ) {
      Reading reading = each.next();
      if (reading.position() == from) {
        each.remove();
        active.add(reading);
        return reading;
      }
    }
    return begin(from);
  }

  private synchronized Reading begin(long from) throws IOException {
    try {
      Reading reading = Reading.after(disk, catalog, from);
      active.add(reading);
      return reading;
    } catch (Trimmed e) {
      throw new Log.Gone(String.valueOf(e.getMessage()), e.first());
    }
  }

  /** Keeps a reading that may go on. */
  private synchronized void give(Reading reading, boolean whole) throws IOException {
    active.remove(reading);
    if (!whole) {
      reading.close();
      return;
    }
    kept.addFirst(reading);
    while (kept.size() > (closed ? 0 : MOST_KEPT)) {
      kept.removeLast().close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    while (!kept.isEmpty()) {
      kept.removeLast().close();
    }
  }
}
