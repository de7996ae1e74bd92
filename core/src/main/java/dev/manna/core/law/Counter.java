package dev.manna.core.law;

import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The uses of a period, by the hash of a user or of a value: 16 bytes each and a slot of an index.
 * The period is the same for all, so that a new one forgets them all at once.
 *
 * <pre>
 * column 0   64 bits  hash, high
 * column 1   48 bits  uses | 16 bits hash, low
 * </pre>
 */
final class Counter {
  private static final long NEVER = -1;

  private final Trail trail;

  /** When the period's first use was: the period is the one that holds it. */
  private long sinceMillis = NEVER;

  private Table table;

  Counter(Trail trail) {
    this.trail = trail;
    table = new Table(trail);
  }

  /** Whether a use of a period that began at {@code startMillis} is the first of it. */
  boolean wouldBegin(long startMillis) {
    return sinceMillis < startMillis || sinceMillis == NEVER;
  }

  /** The uses of one of the period that was counted last. */
  long uses(long high, int low) {
    int row = table.find(high, low);
    return row < 0 ? 0 : table.rows.get(row, 1) >>> 16;
  }

  /** Whether one is counted, be it with 0 uses. */
  boolean knows(long high, int low) {
    return table.find(high, low) >= 0;
  }

  /** How many are counted. */
  int size() {
    return table.rows.count();
  }

  /** The uses of the one in a row, the first counted as 0. */
  long usesAt(int row) {
    return table.rows.get(row, 1) >>> 16;
  }

  void use(long high, int low, int uses, boolean begins, long now) {
    if (begins) {
      begin(now);
    }
    table.add(high, low, uses);
  }

  private void begin(long now) {
    Table before = table;
    long since = sinceMillis;
    trail.onUndo(
        () -> {
          table = before;
          sinceMillis = since;
        });
    table = new Table(trail);
    sinceMillis = now;
  }

  /** Does what would be due soon; whether there was something. */
  boolean workAhead() {
    return table.index.splitAhead(table.rows.count());
  }

  long memory() {
    return table.rows.memory() + table.index.memory();
  }

  void save(Sink sink) {
    sink.put(eight().putLong(sinceMillis).flip());
    table.rows.save(sink);
  }

  void load(Source source) {
    ByteBuffer since = eight();
    source.fill(since);
    sinceMillis = since.flip().getLong();
    table.load(source);
  }

  private static ByteBuffer eight() {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The uses of one period. */
  private static final class Table {
    final Rows rows;
    final Index index;

    Table(Trail trail) {
      rows = new Rows(trail, 2, this::cut);
      index = new Index(rows.hashes(0));
    }

    private void cut(int row) {
      index.removeLast(hashOf(row), row);
    }

    private long hashOf(int row) {
      return rows.get(row, 0);
    }

    int find(long high, int low) {
      int[] segment = index.segment(high);
      int slot = Index.candidate(segment, high, Index.home(segment, high));
      while (slot >= 0) {
        int row = Index.row(segment, slot);
        if (rows.get(row, 0) == high && (rows.get(row, 1) & 0xffff) == low) {
          return row;
        }
        slot = Index.candidate(segment, high, Index.next(segment, slot));
      }
      return -1;
    }

    void add(long high, int low, int uses) {
      int row = find(high, low);
      if (row < 0) {
        row = rows.append();
        rows.set(row, 0, high);
        rows.set(row, 1, low);
        index.add(high, row);
      }
      rows.add(row, 1, (long) uses << 16);
    }

    void load(Source source) {
      rows.load(source);
      for (int row = 0; row < rows.count(); row++) {
        index.add(hashOf(row), row);
      }
    }
  }
}
