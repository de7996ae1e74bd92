package dev.manna.core.law;

import dev.manna.core.Grant;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.List;

/**
 * The grants of a campaign in the order of the log, 16 bytes each.
 *
 * <pre>
 * column 0   32 bits  item | 32 bits claim
 * column 1   48 bits  units or cents | 14 bits round of a rain | 2 bits state
 * </pre>
 */
final class Grants {
  private static final List<Grant.State> CODES =
      List.of(Grant.State.HELD, Grant.State.GIVEN, Grant.State.RETURNED);

  private final Rows rows;

  Grants(Trail trail) {
    rows = new Rows(trail, 2);
  }

  int count() {
    return rows.count();
  }

  void add(int item, int claim, long size, Grant.State state) {
    add(item, claim, size, 0, state);
  }

  void add(int item, int claim, long size, int round, Grant.State state) {
    int row = rows.append();
    rows.set(row, 0, (long) item << 32 | claim);
    rows.set(row, 1, size << 16 | (long) round << 2 | code(state));
  }

  int item(int row) {
    return (int) (rows.get(row, 0) >>> 32);
  }

  int claim(int row) {
    return (int) rows.get(row, 0);
  }

  long size(int row) {
    return rows.get(row, 1) >>> 16;
  }

  /** The round of a rain, counted from 1, or 0. */
  int round(int row) {
    return (int) (rows.get(row, 1) >>> 2 & 0x3fff);
  }

  Grant.State state(int row) {
    return CODES.get((int) (rows.get(row, 1) & 3));
  }

  void setState(int row, Grant.State state) {
    rows.set(row, 1, (rows.get(row, 1) & ~3L) | code(state));
  }

  private static int code(Grant.State state) {
    return switch (state) {
      case HELD -> 0;
      case GIVEN -> 1;
      case RETURNED -> 2;
    };
  }

  long memory() {
    return rows.memory();
  }

  void save(Sink sink) {
    rows.save(sink);
  }

  void load(Source source) {
    rows.load(source);
  }
}
