package dev.manna.core.law;

import dev.manna.core.Check;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code width} longs in pages: no object a row, and growing moves nothing but the first,
 * small page. All that the law knows about users, claims, grants and stock lies in such rows.
 */
final class Rows {
  /** A page of 4,096 rows: 128 KiB at a width of four, allocated in microseconds. */
  private static final int PAGE_BITS = 12;

  private static final int PAGE_ROWS = 1 << PAGE_BITS;
  private static final int PAGE_MASK = PAGE_ROWS - 1;

  /** Most campaigns are small. */
  private static final int FIRST_ROWS = 16;

  /** Told when undoing cuts off a row, while the row can still be read. */
  interface Cut {
    void cut(int row);
  }

  private final Trail trail;
  private final int width;
  private final Cut onCut;
  private long[][] pages = new long[4][];
  private int count;
  private int countAtBegin;
  private int epoch;

  /** Pages that a {@link Frozen} state reads; null where none does. */
  private boolean @Nullable [] lent;

  Rows(Trail trail, int width) {
    this(trail, width, row -> {});
  }

  Rows(Trail trail, int width, Cut onCut) {
    this.trail = trail;
    this.width = width;
    this.onCut = onCut;
  }

  int count() {
    return count;
  }

  long get(int row, int column) {
    return pages[row >>> PAGE_BITS][(row & PAGE_MASK) * width + column];
  }

  /** A column that holds hashes, for an index over it. */
  Index.Hashes hashes(int column) {
    return new Index.Hashes() {
      @Override
      public long hashOf(int row) {
        return get(row, column);
      }

      @Override
      public void read(long[] rows, int count) {
        gather(column, rows, count);
      }
    };
  }

  /** So little is done a row that the processor is ahead by many, and their misses overlap. */
  private void gather(int column, long[] rows, int count) {
    long[][] all = pages;
    int wide = width;
    for (int i = 0; i < count; i++) {
      int row = (int) rows[i];
      rows[i] = all[row >>> PAGE_BITS][(row & PAGE_MASK) * wide + column];
    }
  }

  void set(int row, int column, long value) {
    if (lent != null) {
      own(row >>> PAGE_BITS);
    }
    long[] page = pages[row >>> PAGE_BITS];
    int at = (row & PAGE_MASK) * width + column;
    if (trail.recording()) {
      join();
      if (row < countAtBegin) {
        trail.overwritten(this, (long) row * width + column, page[at]);
      }
    }
    page[at] = value;
  }

  /** Whoever reads a page that is lent keeps it; we go on with a copy. */
  private void own(int page) {
    if (lent == null || !trail.lends()) {
      lent = null;
    } else if (page < lent.length && lent[page]) {
      pages[page] = pages[page].clone();
      lent[page] = false;
    }
  }

  private void lend(int page) {
    if (lent == null || lent.length < pages.length) {
      lent = lent == null ? new boolean[pages.length] : Arrays.copyOf(lent, pages.length);
    }
    lent[page] = true;
  }

  /** Adds to a cell; the sum stays within a long because totals are checked where they are made. */
  void add(int row, int column, long difference) {
    set(row, column, Math.addExact(get(row, column), difference));
  }

  /** A new row of zeros. */
  int append() {
    join();
    int row = count;
    int page = row >>> PAGE_BITS;
    if (page == pages.length) {
      pages = Arrays.copyOf(pages, page * 2);
    }
    if (pages[page] == null) {
      pages[page] = new long[(page == 0 ? FIRST_ROWS : PAGE_ROWS) * width];
    } else if ((row & PAGE_MASK) * width == pages[page].length) {
      pages[page] = Arrays.copyOf(pages[page], Math.min(row * 4, PAGE_ROWS) * width);
    }
    count++;
    for (int column = 0; column < width; column++) {
      set(row, column, 0);
    }
    return row;
  }

  /** Drops the last row. */
  void removeLast() {
    join();
    count--;
  }

  private void join() {
    if (trail.recording() && epoch != trail.epoch()) {
      epoch = trail.epoch();
      countAtBegin = count;
      trail.join(this);
    }
  }

  void cutAppended() {
    for (int row = count - 1; row >= countAtBegin; row--) {
      onCut.cut(row);
    }
    count = countAtBegin;
  }

  /** Pages are lent between batches only, so those that a batch has changed are our own. */
  void restore(long cell, long value) {
    int row = (int) (cell / width);
    pages[row >>> PAGE_BITS][(row & PAGE_MASK) * width + (int) (cell % width)] = value;
  }

  /** Bytes of memory that the pages take. */
  long memory() {
    long longs = 0;
    for (long[] page : pages) {
      longs += page == null ? 0 : page.length;
    }
    return longs * Long.BYTES;
  }

  /** Writes the count and all rows; what was cut off or removed leaves no trace. */
  void save(Sink sink) {
    sink.put(buffer(Long.BYTES).putLong(count).flip());
    for (int from = 0; from < count; from += PAGE_ROWS) {
      int page = from >>> PAGE_BITS;
      if (sink.put(pages[page], Math.min(PAGE_ROWS, count - from) * width)) {
        lend(page);
      }
    }
  }

  /** Reads what {@link #save} wrote into empty rows. */
  void load(Source source) {
    Check.that(count == 0, "rows are loaded once");
    ByteBuffer head = buffer(Long.BYTES);
    source.fill(head);
    long rows = head.flip().getLong();
    Check.that(rows >= 0 && rows <= Integer.MAX_VALUE, "a table has that many rows", rows);
    int pageCount = (int) ((rows + PAGE_MASK) >>> PAGE_BITS);
    pages = Arrays.copyOf(pages, Math.max(4, pageCount));
    ByteBuffer buffer = buffer((int) Math.min(PAGE_ROWS, rows) * width * Long.BYTES);
    for (int page = 0; page < pageCount; page++) {
      int longs = (int) Math.min(PAGE_ROWS, rows - (long) page * PAGE_ROWS) * width;
      buffer.clear().limit(longs * Long.BYTES);
      source.fill(buffer);
      pages[page] = new long[PAGE_ROWS * width];
      buffer.flip().asLongBuffer().get(pages[page], 0, longs);
    }
    count = (int) rows;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
