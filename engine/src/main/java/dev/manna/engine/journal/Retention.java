package dev.manna.engine.journal;

import dev.manna.core.Check;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the oldest segments of a log away. One goes when all of it lies below the older of the two
 * snapshots that are kept, so that a start has two to begin with, below whatever others still need,
 * and beyond what is to be kept anyway; and while nobody reads it.
 *
 * <p>The oldest goes first, and the directory is forced after each: whatever a crash leaves has no
 * gap, because a log with a gap is damaged. For one thread at a time, the one that makes snapshots.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Disk disk;
  private final Catalog catalog;
  private final Readings readings;
  private final Snapshots snapshots;
  private final NextSegment nextSegment;

  Retention(
      Disk disk, Catalog catalog, Readings readings, Snapshots snapshots, NextSegment nextSegment) {
    this.disk = disk;
    this.catalog = catalog;
    this.readings = readings;
    this.snapshots = snapshots;
    this.nextSegment = nextSegment;
  }

  /**
   * How much of a log stays although nobody needs it.
   *
   * @param bytes that the segments left take at least
   * @param millis for so long what happened stays
   */
  public record Keep(long bytes, long millis) {
    public Keep {
      Check.that(bytes >= 0, "what is kept has a size", bytes);
      Check.that(millis >= 0, "what is kept has an age", millis);
    }
  }

  /** Saves a segment that is about to go. */
  @FunctionalInterface
  public interface Archive {
    void save(String name) throws IOException;
  }

  /**
   * Removes the oldest segment if it may go.
   *
   * @param needed events behind this position are needed by somebody else
   * @param named whoever stands at this position needs to know what came before: a snapshot up to
   *     there is kept, and what comes behind that; {@link Long#MAX_VALUE} for nobody
   * @param nowMillis since 1970 UTC, as the log's times are
   * @return whether it went; the next may go too
   */
  public boolean trim(long needed, long named, Keep keep, long nowMillis, Archive archive)
      throws IOException {
    long outlined = snapshots.keepUpTo(named);
    List<Catalog.Entry> entries = List.copyOf(catalog.entries());
    if (entries.size() < 2 || !entries.get(1).begun()) {
      return false;
    }
    SegmentHeader oldest = entries.get(0).header();
    long last = entries.get(1).first() - 1;
    long older = snapshots.older();
    if (older == 0
        || last > Math.min(needed, older)
        || last > outlined
        || bytes(entries) - oldest.size() < keep.bytes()
        || (keep.millis() > 0 && endMillis(entries.get(1)) > nowMillis - keep.millis())) {
      return false;
    }
    if (!readings.leave(oldest.segment())) {
      return false;
    }
    archive.save(oldest.name());
    disk.delete(oldest.name());
    disk.sync();
    LOG.info(
        "{}: removed {}; the log begins at position {}", disk.where(), oldest.name(), last + 1);
    return true;
  }

  /** When the segment before this one ended, at the latest. */
  private long endMillis(Catalog.Entry next) throws IOException {
    try (SegmentReader reader = SegmentReader.openForFirstFrame(disk, next.number())) {
      return reader.next() ? reader.frame().timeMillis() : Long.MAX_VALUE;
    }
  }

  private static long bytes(List<Catalog.Entry> entries) {
    return entries.stream().mapToLong(entry -> entry.header().size()).sum();
  }

  /**
   * Keeps a snapshot for whoever stands at a position, where the log's beginning is gone: it was
   * trimmed before, and is to be kept whole from now on.
   */
  public void keep(long named) throws IOException {
    if (first() > 1) {
      snapshots.keepUpTo(named);
    }
  }

  /** The position of the first event that is there. */
  public long first() {
    return catalog.entries().get(0).first();
  }

  /** The bytes of the segments that hold something behind a position. */
  public long bytesBehind(long position) {
    List<Catalog.Entry> entries = List.copyOf(catalog.entries());
    long bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      boolean passed = i + 1 < entries.size() && entries.get(i + 1).first() <= position + 1;
      bytes += passed ? 0 : entries.get(i).header().size();
    }
    return bytes;
  }

  /**
   * Who keeps segments from going, for the message when there is no room for another.
   *
   * @param sentence empty for nobody
   */
  public void heldBack(String sentence) {
    nextSegment.heldBack(sentence);
  }
}
