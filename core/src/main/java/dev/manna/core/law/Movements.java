package dev.manna.core.law;

import dev.manna.core.Movement;
import dev.manna.core.Movement.Kind;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Every change of a sale's stock, where the sale keeps them: 40 bytes each, chained by item from
 * the first on.
 *
 * <pre>
 * column 0   64 bits  position
 * column 1   32 bits  grant's number, 0 for none | 32 bits item's next movement + 1, 0 for none
 * column 2   64 bits  units
 * column 3   64 bits  available after the event
 * column 4   56 bits  item | 8 bits kind
 * </pre>
 */
final class Movements {
  private static final long LOW = 0xffff_ffffL;

  /** By code. */
  private static final List<Kind> KINDS =
      List.of(
          Kind.HELD,
          Kind.GIVEN,
          Kind.CONFIRMED,
          Kind.CANCELLED,
          Kind.EXPIRED,
          Kind.REGAINED,
          Kind.RETURNED,
          Kind.ADJUSTED,
          Kind.DEFINED,
          Kind.QUARANTINED,
          Kind.RELEASED);

  private final Rows rows;

  /** By item, its first movement + 1 and its last + 1; as long as the highest item that moved. */
  private final Rows ends;

  Movements(Trail trail) {
    rows = new Rows(trail, 5);
    ends = new Rows(trail, 1);
  }

  void add(int item, Kind kind, long units, int grant, long available, long position) {
    int row = rows.append();
    rows.set(row, 0, position);
    rows.set(row, 1, (long) grant << 32);
    rows.set(row, 2, units);
    rows.set(row, 3, available);
    rows.set(row, 4, (long) item << 8 | KINDS.indexOf(kind));
    while (ends.count() <= item) {
      ends.append();
    }
    int last = (int) ends.get(item, 0);
    long first = last == 0 ? row + 1 : ends.get(item, 0) >>> 32;
    ends.set(item, 0, first << 32 | row + 1);
    if (last > 0) {
      rows.set(last - 1, 1, (rows.get(last - 1, 1) & ~LOW) | row + 1);
    }
  }

  /** The movements of an item with numbers above {@code after}, the first of them first. */
  List<Movement> of(int item, int after, int limit) {
    List<Movement> page = new ArrayList<>();
    int row = item < ends.count() ? (int) (ends.get(item, 0) >>> 32) - 1 : -1;
    if (after > 0 && after <= rows.count() && isOf(item, after - 1)) {
      row = next(after - 1);
    }
    while (row >= 0 && page.size() < limit) {
      if (row >= after) {
        page.add(movement(row));
      }
      row = next(row);
    }
    return page;
  }

  private boolean isOf(int item, int row) {
    return rows.get(row, 4) >>> 8 == item;
  }

  private int next(int row) {
    return (int) rows.get(row, 1) - 1;
  }

  private Movement movement(int row) {
    return new Movement(
        row + 1,
        rows.get(row, 0),
        KINDS.get((int) rows.get(row, 4) & 0xff),
        rows.get(row, 2),
        (int) (rows.get(row, 1) >>> 32),
        rows.get(row, 3));
  }

  void save(Sink sink) {
    rows.save(sink);
    ends.save(sink);
  }

  void load(Source source) {
    rows.load(source);
    ends.load(source);
  }
}
