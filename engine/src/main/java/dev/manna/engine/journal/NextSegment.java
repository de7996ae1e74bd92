package dev.manna.engine.journal;

import dev.manna.core.Check;
import dev.manna.core.Luck;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segment after the current one, made in steps ahead of need, or all at once when needed. */
final class NextSegment implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(NextSegment.class);

  private final Disk disk;
  private final JournalOptions options;
  private final Luck luck;
  private final long logId;
  private final long epoch;

  private @Nullable NewSegment making;
  private @Nullable SegmentWriter ready;
  private boolean starved;
  private boolean closed;
  private volatile String heldBack = "";

  /** The number of the segment that was taken last. */
  private int taken;

  NextSegment(Disk disk, JournalOptions options, Luck luck, long logId, long epoch) {
    this.disk = disk;
    this.options = options;
    this.luck = luck;
    this.logId = logId;
    this.epoch = epoch;
  }

  /**
   * Does one step; false where nothing can be done, because it is ready or there is no room. Who
   * asks may have looked for its number before that segment was taken: made again, it would replace
   * the one in use.
   */
  synchronized boolean prepare(int number) throws IOException {
    if (closed || ready != null || number <= taken) {
      return false;
    }
    try {
      step(number, options.segmentBytes());
      return true;
    } catch (Disk.NoSpace e) {
      return false;
    }
  }

  /**
   * Takes the segment, made to the end if it was not ready.
   *
   * @param frameBytes what must have room in it
   * @throws Disk.NoSpace if there is no room for a new segment
   */
  synchronized SegmentWriter take(int number, long frameBytes) throws IOException {
    Check.that(!closed, "a closed journal takes no segment");
    long size = sizeFor(frameBytes);
    if (ready != null && ready.header().size() < size) {
      ready.close();
      ready = null;
    }
    if (making != null && making.header().size() < size) {
      discard(making);
    }
    while (ready == null) {
      step(number, size);
    }
    SegmentWriter next = ready;
    Check.that(next.header().segment() == number, "segments are taken in their order", number);
    ready = null;
    taken = number;
    return next;
  }

  private long sizeFor(long frameBytes) {
    return Math.max(options.segmentBytes(), Layout.FIRST_FRAME + frameBytes + Layout.RESERVED);
  }

  private void step(int number, long size) throws IOException {
    NewSegment segment = making;
    try {
      checkRoom(segment == null ? size : segment.missing());
      if (segment == null) {
        segment = NewSegment.create(disk, header(number, size));
        making = segment;
      }
      if (!segment.isFull()) {
        segment.step();
      }
      if (segment.isFull()) {
        ready = segment.publish(Layout.FIRST_FRAME);
        making = null;
      }
      starved = false;
    } catch (Disk.NoSpace e) {
      if (segment != null) {
        discard(segment);
      }
      throw starve(e);
    }
  }

  private void checkRoom(long bytes) throws IOException {
    long free = disk.free();
    if (free < bytes + options.reserveBytes()) {
      throw new Disk.NoSpace(
          "the disk of "
              + disk.where()
              + " is full: "
              + free
              + " bytes are free, a new segment takes "
              + bytes
              + " and leaves "
              + options.reserveBytes()
              + heldBack,
          null);
    }
  }

  /** What to add to the message that there is no room. */
  void heldBack(String sentence) {
    heldBack = sentence.isEmpty() ? "" : "; " + sentence;
  }

  /** Says once that there is no room, not at each of many attempts. */
  private Disk.NoSpace starve(Disk.NoSpace e) {
    if (!starved) {
      starved = true;
      LOG.warn("{}; nothing is accepted until there is room", e.getMessage());
    }
    return e;
  }

  private void discard(NewSegment segment) throws IOException {
    segment.close();
    making = null;
  }

  private SegmentHeader header(int number, long size) {
    return new SegmentHeader(SegmentHeader.VERSION, number, logId, luck.next(), epoch, size);
  }

  /** From here on nothing is made: by now the directory may be somebody else's. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (ready != null) {
      ready.close();
      ready = null;
    }
    if (making != null) {
      making.abandon();
      making = null;
    }
  }
}
