package dev.manna.engine.journal;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log for whoever asks, on their threads. The last reading is kept, so that who follows the
 * log as it grows goes on where it was and does not search its place each time.
 */
final class Readings implements Closeable {
  private final Disk disk;
  private final Catalog catalog;
  private final AtomicReference<@Nullable Reading> kept = new AtomicReference<>();
  private volatile boolean closed;

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
      if (whole) {
        keep(reading);
      } else {
        reading.close();
      }
    }
  }

  /** Copies of all batches that end after a position. */
  List<Batch> copies(long from, long durable) throws IOException {
    List<Batch> copies = new ArrayList<>();
    try (Reading reading = Reading.after(disk, catalog, from)) {
      for (Batch next = reading.next(durable); next != null; next = reading.next(durable)) {
        ByteBuffer copy = ByteBuffer.allocate(next.payload().remaining());
        copy.put(next.payload()).flip();
        copies.add(new Batch(next.first(), next.count(), next.timeMillis(), copy));
      }
    }
    return List.copyOf(copies);
  }

  /** The chain up to a position at which a batch ends. */
  ChainHash chainAt(long position) throws IOException {
    try (Reading reading = Reading.after(disk, catalog, position - 1)) {
      Check.that(reading.next(position) != null, "a batch ends at this position", position);
      Check.that(reading.position() == position, "a batch ends at this position", position);
      return reading.frame().chain();
    }
  }

  private Reading take(long from) throws IOException {
    Reading reading = kept.getAndSet(null);
    if (reading != null && reading.position() != from) {
      reading.close();
      reading = null;
    }
    return reading == null ? Reading.after(disk, catalog, from) : reading;
  }

  private void keep(Reading reading) throws IOException {
    closeIfThere(kept.getAndSet(reading));
    if (closed) {
      closeIfThere(kept.getAndSet(null));
    }
  }

  private static void closeIfThere(@Nullable Reading reading) throws IOException {
    if (reading != null) {
      reading.close();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    closeIfThere(kept.getAndSet(null));
  }
}
