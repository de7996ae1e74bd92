package dev.manna.engine.journal;

import dev.manna.core.Check;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks a log from a segment to its end and checks that each frame follows the one before.
 *
 * <p>At most one write is under way at any time: a frame is written only after all before it were
 * forced to the disk. So at the first place where no good frame stands, the log may have been torn
 * by a crash, and then nobody was told that what stood there is safe. Or it was damaged later, and
 * then somebody may have been. Three things prove damage: a good header behind the bad place, in
 * this segment or in a later one, because it was written after the bad place was durable; a seal
 * whose next segment is missing; and a witness elsewhere, such as a snapshot of a later position.
 * What nothing proves is taken for torn, and what is torn is cut off. That is wrong in one case,
 * which cannot be told from a torn write: the last batch was acknowledged, no mark behind it was
 * written yet, and it rotted.
 */
final class Scan {
  private final Disk disk;
  private final List<Catalog.Entry> segments;
  private final @Nullable SnapshotHeader snapshot;
  private final ChainHash.Hasher hasher = new ChainHash.Hasher();

  private int index;
  private long position;
  private long epoch;
  private long timeMillis;
  private ChainHash chain = ChainHash.EMPTY;
  private @Nullable Frame last;

  /** Whether the snapshot's position was met. */
  private boolean passed;

  private Scan(Disk disk, Catalog catalog, int index, @Nullable SnapshotHeader snapshot) {
    this.disk = disk;
    this.segments = catalog.entries();
    this.index = index;
    this.snapshot = snapshot;
  }

  /** Something outside the segments that knows how far the log once was. */
  record Witness(String what, long position) {}

  /**
   * Where a log ends.
   *
   * @param index of the segment in which it ends
   * @param offset behind the last good frame
   * @param bytesEnd behind the last byte that is not zero; the offset where the end is clean
   * @param begun whether the segment in which it ends has a good frame
   * @param epoch the highest seen in any file
   */
  record End(
      int index,
      long offset,
      long bytesEnd,
      boolean begun,
      long position,
      ChainHash chain,
      long epoch,
      long timeMillis) {
    /** The end of a log that never began. */
    static final End OF_NOTHING =
        new End(0, Layout.FIRST_FRAME, Layout.FIRST_FRAME, false, 0, ChainHash.EMPTY, 0, 0);

    boolean torn() {
      return bytesEnd > offset;
    }
  }

  /**
   * Scans to the end.
   *
   * @param from the index of the segment to begin with
   * @param snapshot a position at which the chain is known, null for none
   * @throws Damaged where something that was durable is not there any more
   */
  static End run(
      Disk disk,
      Catalog catalog,
      int from,
      @Nullable SnapshotHeader snapshot,
      List<Witness> witnesses)
      throws IOException {
    Scan scan = new Scan(disk, catalog, from, snapshot);
    scan.adopt(from);
    End end = scan.toEnd();
    for (Witness witness : witnesses) {
      if (witness.position() > end.position()) {
        throw scan.damaged(
            end.offset(),
            "the log ends there at position "
                + end.position()
                + ", but "
                + witness.what()
                + " proves that it went on to position "
                + witness.position()
                + " at least");
      }
    }
    return end;
  }

  /** Takes the state before the first frame on trust, unless it is the beginning of the log. */
  private void adopt(int from) throws IOException {
    Catalog.Entry first = segments.get(from);
    epoch = segments.stream().mapToLong(entry -> entry.header().epoch()).max().orElse(0);
    if (first.number() == 1) {
      return;
    }
    try (SegmentReader reader = SegmentReader.open(disk, first.number())) {
      if (!reader.next()) {
        throw damaged(reader.offset(), "no good frame stands there");
      }
      position = reader.frame().first() - 1;
      chain = reader.frame().previous();
      meet(Layout.FIRST_FRAME);
    }
  }

  private End toEnd() throws IOException {
    while (true) {
      try (SegmentReader reader = SegmentReader.open(disk, segments.get(index).number())) {
        last = null;
        while (reader.next()) {
          follow(reader);
        }
        if (last == null || last.kind() != Frame.Kind.SEAL) {
          return endIn(reader);
        }
        if (index + 1 == segments.size()) {
          String next = Layout.segmentName(last.segment() + 1);
          throw damaged(reader.offset(), "the log goes on in " + next + ", which is missing");
        }
      }
      index++;
    }
  }

  private void follow(SegmentReader reader) throws IOException {
    Frame frame = reader.frame();
    long at = reader.offset() - frame.bytes();
    if (last != null && last.kind() == Frame.Kind.SEAL) {
      throw damaged(at, "a frame stands behind the end of the segment");
    }
    if (frame.first() != position + 1 || !frame.previous().equals(chain)) {
      throw damaged(at, "the frame there does not follow position " + position);
    }
    if (frame.kind() == Frame.Kind.BATCH) {
      chain =
          hasher.next(
              chain, frame.first(), frame.count(), frame.timeMillis(), reader.batch().payload());
    }
    if (!frame.chain().equals(chain)) {
      throw damaged(at, "the hash of the log up to position " + frame.last() + " is another");
    }
    position = frame.last();
    epoch = Math.max(epoch, frame.epoch());
    timeMillis = frame.timeMillis();
    last = frame;
    meet(at);
  }

  /** A snapshot stands at the end of a batch, and knows the chain there. */
  private void meet(long at) throws Damaged {
    if (snapshot == null || position < snapshot.position()) {
      return;
    }
    boolean met = position == snapshot.position() && chain.equals(snapshot.chain());
    if (!met && !passed) {
      throw damaged(at, snapshot.name() + " was made of another log");
    }
    passed = true;
  }

  private End endIn(SegmentReader reader) throws IOException {
    long offset = reader.offset();
    long bytesEnd = reader.endOfBytes();
    Frame later = reader.laterFrame();
    String where = "byte " + reader.offset();
    for (int i = index + 1; i < segments.size() && later == null; i++) {
      try (SegmentReader next = SegmentReader.open(disk, segments.get(i).number())) {
        later = next.next() ? next.frame() : next.laterFrame();
        where = segments.get(i).header().name();
      }
    }
    if (later != null) {
      throw damaged(
          offset,
          "no good frame stands there, but the one at "
              + where
              + " was written later and proves that the log was durable up to position "
              + later.durable()
              + " at least");
    }
    return new End(index, offset, bytesEnd, last != null, position, chain, epoch, timeMillis);
  }

  private Damaged damaged(long offset, String what) {
    Check.that(index < segments.size(), "there is a segment to blame", index);
    String file = disk.where() + "/" + segments.get(index).header().name();
    return new Damaged(file, offset, what, position);
  }
}
