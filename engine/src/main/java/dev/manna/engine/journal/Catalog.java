package dev.manna.engine.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The segments of a log in their order, and the position at which each begins. */
final class Catalog {
  /**
   * A segment.
   *
   * @param first the position of its first event, {@link #NOTHING} where it holds no frame
   */
  record Entry(SegmentHeader header, long first) {
    static final long NOTHING = Long.MAX_VALUE;

    int number() {
      return header.segment();
    }

    boolean begun() {
      return first != NOTHING;
    }
  }

  private final List<Entry> entries;

  private Catalog(List<Entry> entries) {
    this.entries = new CopyOnWriteArrayList<>(entries);
  }

  /** Reads the header and the first frame of each segment in a directory. */
  static Catalog read(Disk disk) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String name : disk.list()) {
      if (Layout.isSegment(name)) {
        entries.add(entry(disk, Layout.segmentNumber(name)));
      }
    }
    for (int i = 1; i < entries.size(); i++) {
      checkNeighbours(disk, entries.get(i - 1), entries.get(i));
    }
    return new Catalog(entries);
  }

  private static Entry entry(Disk disk, int number) throws IOException {
    try (SegmentReader reader = SegmentReader.openForFirstFrame(disk, number)) {
      return new Entry(reader.header(), reader.next() ? reader.frame().first() : Entry.NOTHING);
    }
  }

  private static void checkNeighbours(Disk disk, Entry left, Entry right) throws Damaged {
    String file = disk.where() + "/" + right.header().name();
    if (right.number() != left.number() + 1) {
      String missing = Layout.segmentName(left.number() + 1);
      throw new Damaged(disk.where() + "/" + missing, 0, "it is missing");
    }
    if (right.header().logId() != left.header().logId()) {
      throw new Damaged(file, 16, "it belongs to another log than " + left.header().name());
    }
    if (right.begun() && !left.begun()) {
      String what = "no good frame stands there, although " + right.header().name() + " has some";
      throw new Damaged(disk.where() + "/" + left.header().name(), Layout.FIRST_FRAME, what);
    }
  }

  List<Entry> entries() {
    return entries;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The index of the segment that holds what comes after a position, or would; -1 for none. */
  int holding(long position) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).begun() && entries.get(i).first() <= position + 1) {
        return i;
      }
    }
    return -1;
  }

  /** The segment that holds what comes after a position, or would; null for none. */
  @Nullable Entry entryHolding(long position) {
    Entry holding = null;
    for (Entry entry : entries) {
      if (entry.begun() && entry.first() <= position + 1) {
        holding = entry;
      }
    }
    return holding;
  }

  /** Whether there is a segment of this number. */
  boolean has(int number) {
    return entries.stream().anyMatch(entry -> entry.number() == number);
  }

  /** Forgets the oldest segment. */
  synchronized void removeFirst() {
    entries.removeFirst();
  }

  /** Adds a segment behind the others, or takes note that one was written anew. */
  synchronized void put(Entry entry) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).number() == entry.number()) {
        entries.set(i, entry);
        return;
      }
    }
    entries.add(entry);
  }

  /** Forgets all segments but the first so many. */
  synchronized void truncate(int size) {
    entries.subList(size, entries.size()).clear();
  }
}
