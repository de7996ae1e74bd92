package dev.manna.core.law;

import dev.manna.core.Grant;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** What is told of changes while the grants are summed up. */
  private @Nullable GrantSums sums;

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
    enter(row);
  }

  /** From now on changes are told to these sums, or to nobody. */
  void sumInto(@Nullable GrantSums other) {
    sums = other;
  }

  /** Before what counts of a grant changes; {@link #enter} follows. */
  void leave(int row) {
    GrantSums told = sums;
    if (told != null && told.counts(row)) {
      told.leave(row);
    }
  }

  /** After what counts of a grant has changed. */
  void enter(int row) {
    GrantSums told = sums;
    if (told != null && told.counts(row)) {
      told.enter(row);
    }
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
    leave(row);
    rows.set(row, 1, (rows.get(row, 1) & ~3L) | code(state));
    enter(row);
  }

  /** Whether its state is one that there is. */
  boolean isSound(int row) {
    return (rows.get(row, 1) & 3) < CODES.size();
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
