package dev.manna.engine.journal;

import dev.manna.core.Check;
import dev.manna.core.Luck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a directory into the state from which a journal goes on.
 *
 * <p>Nothing is changed before all was read and found good. Then the segment in which the log ends
 * is written anew: after a failed force the system's cache shows data that the disk does not have,
 * and only what this process has written and forced is known to be there. The new file opens a new
 * epoch and ends with a mark, so that all of the log is proven from the start.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Disk disk;
  private final Luck luck;
  private final Catalog catalog;
  private final Scan.End end;
  private final FrameBuffer buffer;

  private Recovery(Disk disk, Luck luck, FrameBuffer buffer, Catalog catalog, Scan.End end) {
    this.disk = disk;
    this.luck = luck;
    this.buffer = buffer;
    this.catalog = catalog;
    this.end = end;
  }

  /** What a journal goes on from. */
  record Recovered(
      Catalog catalog,
      SegmentWriter writer,
      long position,
      ChainHash chain,
      long epoch,
      long timeMillis,
      @Nullable SnapshotHeader snapshot) {}

  static Recovered run(Disk disk, JournalOptions options, Luck luck, FrameBuffer buffer)
      throws IOException {
    Inspection found = Inspection.of(disk);
    Scan.End end = found.scanFromSnapshot(options.provenPosition());
    Recovery recovery = new Recovery(disk, luck, buffer, found.catalog(), end);
    return found.catalog().isEmpty()
        ? recovery.begin(options.segmentBytes())
        : recovery.goOn(found.snapshots().newest());
  }

  private Recovered begin(int segmentBytes) throws IOException {
    deleteLeftovers(0);
    SegmentHeader header = header(1, luck.next(), segmentBytes);
    try (NewSegment made = NewSegment.create(disk, header)) {
      made.fillUp();
      SegmentWriter writer = finish(made, Layout.FIRST_FRAME, Frame.Kind.MARK);
      LOG.info("{}: began a new log", disk.where());
      return recovered(writer, null);
    }
  }

  private Recovered goOn(@Nullable SnapshotHeader snapshot) throws IOException {
    keepEvidence();
    deleteLeftovers(catalog.entries().get(end.index()).number());
    catalog.truncate(end.index() + 1);
    if (!end.begun() && end.index() > 0) {
      // The seal before may be the last thing that was written: it is in doubt as well.
      rewrite(end.index() - 1, Frame.Kind.SEAL).close();
    }
    SegmentWriter writer = rewrite(end.index(), Frame.Kind.MARK);
    LOG.info(
        "{}: opened epoch {} at position {}, {} segments, {}",
        disk.where(),
        end.epoch() + 1,
        end.position(),
        catalog.entries().size(),
        snapshot == null ? "no snapshot" : snapshot.name());
    return recovered(writer, snapshot);
  }

  private Recovered recovered(SegmentWriter writer, @Nullable SnapshotHeader snapshot) {
    return new Recovered(
        catalog, writer, end.position(), end.chain(), end.epoch() + 1, end.timeMillis(), snapshot);
  }

  /** Keeps what a crash has left behind the last good frame: who knows what it can tell. */
  private void keepEvidence() throws IOException {
    if (!end.torn()) {
      return;
    }
    int number = catalog.entries().get(end.index()).number();
    String name = Layout.evidenceName(number, end.offset(), end.epoch() + 1);
    String temporary = name + Layout.TEMPORARY;
    if (disk.list().contains(temporary)) {
      disk.delete(temporary);
    }
    try (SegmentReader reader = SegmentReader.open(disk, number);
        Disk.File file = disk.create(temporary)) {
      reader.copy(end.offset(), end.bytesEnd(), file);
      file.force();
    }
    disk.rename(temporary, name);
    disk.sync();
    LOG.warn(
        "{}: the last write to {} was torn at byte {}, as a crash or a power loss does. Nobody was"
            + " told that it is safe. Its {} bytes are kept in {}; the log ends at position {}",
        disk.where(),
        Layout.segmentName(number),
        end.offset(),
        end.bytesEnd() - end.offset(),
        name,
        end.position());
  }

  /** Deletes what never got its name, and segments that were prepared and not used. */
  private void deleteLeftovers(int lastUsed) throws IOException {
    List<String> leftovers = new ArrayList<>();
    for (String name : disk.list()) {
      boolean prepared = Layout.isSegment(name) && Layout.segmentNumber(name) > lastUsed;
      if (prepared || name.endsWith(Layout.TEMPORARY)) {
        leftovers.add(name);
      }
    }
    for (String name : leftovers) {
      disk.delete(name);
    }
    if (!leftovers.isEmpty()) {
      disk.sync();
      LOG.info("{}: deleted {}, which were never used", disk.where(), leftovers);
    }
  }

  private SegmentWriter rewrite(int index, Frame.Kind closing) throws IOException {
    SegmentHeader old = catalog.entries().get(index).header();
    try (SegmentReader reader = SegmentReader.open(disk, old.segment());
        NewSegment made = NewSegment.create(disk, header(old.segment(), old.logId(), old.size()))) {
      made.fillUp();
      long offset = Layout.FIRST_FRAME;
      while (reader.next()) {
        Frame frame = reader.frame();
        if (frame.kind() == Frame.Kind.BATCH) {
          offset = write(made, offset, frame, reader.batch().payload());
        }
      }
      return finish(made, offset, closing);
    }
  }

  private long write(NewSegment made, long offset, Frame frame, ByteBuffer payload)
      throws IOException {
    made.write(offset, buffer.frame(frame, payload, made.header().fileId(), offset));
    return offset + frame.bytes();
  }

  private SegmentWriter finish(NewSegment made, long offset, Frame.Kind closing)
      throws IOException {
    SegmentHeader header = made.header();
    Frame note =
        Frame.note(
            closing,
            header.segment(),
            header.epoch(),
            end.position(),
            end.timeMillis(),
            end.chain());
    long behind = write(made, offset, note, NOTHING);
    Catalog.Entry entry = check(made, behind);
    SegmentWriter writer = made.publish(behind);
    catalog.put(entry);
    return writer;
  }

  /** Reads what was written, before it takes the place of what it was written from. */
  private Catalog.Entry check(NewSegment made, long behind) throws IOException {
    SegmentReader reader = made.reader();
    long first = Catalog.Entry.NOTHING;
    while (reader.next()) {
      first = Math.min(first, reader.frame().first());
    }
    boolean same =
        reader.offset() == behind
            && reader.frame().last() == end.position()
            && reader.frame().chain().equals(end.chain());
    Check.that(same, "a rewritten segment ends like the old one");
    return new Catalog.Entry(made.header(), first);
  }

  private SegmentHeader header(int segment, long logId, long size) {
    return new SegmentHeader(
        SegmentHeader.VERSION, segment, logId, luck.next(), end.epoch() + 1, size);
  }
}
