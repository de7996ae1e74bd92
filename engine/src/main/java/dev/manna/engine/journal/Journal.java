package dev.manna.engine.journal;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.Luck;
import dev.manna.core.Outline;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log on the local disk. One thread at a time appends, marks and closes; {@link #read} and
 * {@link #prepareNext} may be called by others meanwhile. Nobody interrupts a thread that appends
 * or prepares: Java closes a file under an interrupted thread. After the first error of the disk
 * the journal refuses everything: what a failed force has left behind cannot be known from within,
 * and the process must end and recover.
 */
public final class Journal implements Log {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Disk disk;
  private final Closeable lock;
  private final Catalog catalog;
  private final Readings readings;
  private final Snapshots snapshots;
  private final NextSegment nextSegment;
  private final long epoch;

  private final AtomicBoolean busy = new AtomicBoolean();
  private final FrameBuffer buffer = new FrameBuffer();
  private final ChainHash.Hasher hasher = new ChainHash.Hasher();
  private volatile SegmentWriter writer;
  private volatile long position;
  private ChainHash chain;
  private long timeMillis;
  private boolean marked = true;

  private volatile @Nullable Failure failure;
  private volatile boolean closed;

  private Journal(Disk disk, Closeable lock, JournalOptions options, Luck luck) throws IOException {
    this.disk = disk;
    this.lock = lock;
    Recovery.Recovered from = Recovery.run(disk, options, luck, buffer);
    catalog = from.catalog();
    readings = new Readings(disk, catalog);
    writer = from.writer();
    position = from.position();
    chain = from.chain();
    timeMillis = from.timeMillis();
    epoch = from.epoch();
    long id = writer.header().logId();
    snapshots = new Snapshots(disk, id, from.snapshot(), this::chainAt);
    // Whoever is behind may need the oldest, until somebody says where each stands.
    snapshots.keepUpTo(retention().first() > 1 ? 0 : Long.MAX_VALUE);
    nextSegment = new NextSegment(disk, options, luck, id, epoch);
  }

  /**
   * Opens the log of a directory, or begins one; recovers it from whatever happened before.
   *
   * @param luck names new files; nothing else depends on it
   * @throws InUse if another process has the directory
   * @throws Damaged if something that was acknowledged is lost; nothing was changed then
   */
  public static Journal open(Disk disk, JournalOptions options, Luck luck) throws IOException {
    Closeable lock = disk.lock(Layout.LOCK, false);
    if (lock == null) {
      throw new InUse(disk.where());
    }
    boolean opened = false;
    try {
      Journal journal = new Journal(disk, lock, options, luck);
      opened = true;
      return journal;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  @Override
  public long position() {
    return position;
  }

  /** How many times the log was opened, this time included. */
  @Override
  public long epoch() {
    return epoch;
  }

  /** The snapshots beside this log. */
  public Snapshots snapshots() {
    return snapshots;
  }

  /** What takes the oldest segments away. */
  public Retention retention() {
    return new Retention(disk, catalog, readings, snapshots, nextSegment);
  }

  @Override
  public Appended append(long expectedPosition, Batch batch) {
    Check.that(
        batch.first() == expectedPosition + 1, "a batch follows its position", batch.first());
    Check.that(
        batch.payload().remaining() <= Layout.MAX_PAYLOAD,
        "a batch is not larger than 32 MiB",
        batch.payload().remaining());
    enter();
    try {
      if (expectedPosition != position) {
        return late(expectedPosition, batch);
      }
      return write(batch);
    } catch (IOException e) {
      throw fail(e);
    } finally {
      busy.set(false);
    }
  }

  private Appended write(Batch batch) throws IOException {
    ChainHash next =
        hasher.next(chain, batch.first(), batch.count(), batch.timeMillis(), batch.payload());
    Frame frame = frame(batch, next);
    if (!writer.hasRoomFor(frame.bytes())) {
      try {
        changeSegment(frame.bytes());
      } catch (Disk.NoSpace e) {
        return new Appended.Full(String.valueOf(e.getMessage()));
      }
      frame = frame(batch, next);
    }
    writeFrame(frame, batch.payload());
    chain = next;
    timeMillis = batch.timeMillis();
    marked = false;
    position = batch.last();
    return new Appended.Done(position);
  }

  private Frame frame(Batch batch, ChainHash next) {
    return Frame.batch(batch, writer.header().segment(), epoch, position, chain, next);
  }

  /** One write, one force; the frame that follows is the proof that this one is durable. */
  private void writeFrame(Frame frame, ByteBuffer payload) {
    try {
      writer.append(buffer.frame(frame, payload, writer.header().fileId(), writer.offset()));
    } catch (IOException | RuntimeException | Error e) {
      // Whatever it is, nobody knows what stands on the disk now.
      throw fail(e);
    }
  }

  private void note(Frame.Kind kind) {
    int segment = writer.header().segment();
    writeFrame(Frame.note(kind, segment, epoch, position, timeMillis, chain), NOTHING);
    marked = true;
  }

  /** The next segment is durable before the seal says that the log goes on there. */
  private void changeSegment(long frameBytes) throws IOException {
    SegmentWriter next = nextSegment.take(writer.header().segment() + 1, frameBytes);
    note(Frame.Kind.SEAL);
    writer.close();
    catalog.put(new Catalog.Entry(next.header(), position + 1));
    writer = next;
  }

  /** Somebody was first; a batch that stands there already was sent twice. */
  private Appended late(long expectedPosition, Batch batch) throws IOException {
    Check.that(expectedPosition < position, "nobody has seen more of a log than there is");
    List<Batch> missing = readings.copies(expectedPosition, position);
    return missing.get(0).equals(batch)
        ? new Appended.Done(batch.last())
        : new Appended.Conflict(missing);
  }

  @Override
  public void read(long from, BatchReader batchReader) {
    checkOpen();
    try {
      readings.read(from, this::position, batchReader);
    } catch (ClosedByInterruptException e) {
      // The thread was told to stop while it read; its file is closed, and nobody else's.
      throw new Failure("reading was interrupted", e);
    } catch (IOException e) {
      throw fail(e);
    }
  }

  @Override
  public @Nullable Outline outline(long upTo) {
    return snapshots.outline(upTo);
  }

  private ChainHash chainAt(long at) throws IOException {
    Check.that(at >= 1 && at <= position, "a snapshot is made of what is durable", at);
    return readings.chainAt(at);
  }

  /** Writes the mark that tells a later start: the last batch is safe, if it is bad it rotted. */
  @Override
  public void idle() {
    enter();
    try {
      if (!marked) {
        note(Frame.Kind.MARK);
      }
    } finally {
      busy.set(false);
    }
  }

  /**
   * Does a part of what is needed to have the next segment ready in time; to be called now and then
   * by a thread that may wait for the disk. Without it, the append that needs the segment makes it.
   *
   * @return whether there was something to do, and may be again at once; a closed journal has not
   */
  public boolean prepareNext() {
    checkHealthy();
    SegmentWriter current = writer;
    try {
      return current.isFilling() && nextSegment.prepare(current.header().segment() + 1);
    } catch (IOException e) {
      throw fail(e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    Check.that(busy.compareAndSet(false, true), "who closes a journal does not append to it");
    closed = true;
    try {
      if (failure == null && !marked) {
        note(Frame.Kind.MARK);
      }
    } finally {
      closeFiles();
    }
    LOG.info("{}: closed at position {}", disk.where(), position);
  }

  /** Everything is durable by now or never will be, so that these errors lose nothing. */
  private void closeFiles() {
    for (Closeable file : List.of(readings, nextSegment, writer, lock)) {
      try {
        file.close();
      } catch (IOException e) {
        LOG.warn("{}: a file did not close: {}", disk.where(), e.toString());
      }
    }
  }

  private void enter() {
    checkOpen();
    Check.that(busy.compareAndSet(false, true), "one thread at a time appends to a journal");
  }

  private void checkOpen() {
    checkHealthy();
    Check.that(!closed, "a closed journal is not used");
  }

  private void checkHealthy() {
    Failure before = failure;
    if (before != null) {
      throw new Failure("the journal failed before and refuses everything since", before);
    }
  }

  private Failure fail(Throwable cause) {
    Failure first = failure;
    if (first == null) {
      first =
          new Failure("the journal in " + disk.where() + " failed: " + cause.getMessage(), cause);
      failure = first;
      LOG.error(first.getMessage(), cause);
    }
    return first;
  }
}
