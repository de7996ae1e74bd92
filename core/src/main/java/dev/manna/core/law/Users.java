package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;

/**
 * The users of a campaign, 24 bytes each and a slot of an index.
 *
 * <pre>
 * column 0   64 bits  hash, high
 * column 1   32 bits  last claim with a grant + 1 | 24 bits uses in total | 8 bits of last, high
 * column 2   32 bits  of last, low | 16 bits uses on the day of last | 16 bits hash, low
 * </pre>
 *
 * Last is the time of the last accepted claim in milliseconds since the campaign's base, plus one;
 * 0 is never. Counters stop at their largest value; limits are validated to lie below it.
 */
final class Users {
  private static final long TOTAL_MAX = 0xff_ffff;
  private static final long DAY_MAX = 0xffff;

  private final Rows rows;
  private final Index index;

  Users(Trail trail) {
    rows = new Rows(trail, 3, this::cut);
    index = new Index(rows.hashes(0));
  }

  private void cut(int row) {
    index.removeLast(hashOf(row), row);
  }

  private long hashOf(int row) {
    return rows.get(row, 0);
  }

  int count() {
    return rows.count();
  }

  /** The row of a user, or -1. */
  int find(Claimant claimant) {
    long high = claimant.userHigh();
    int[] segment = index.segment(high);
    int slot = Index.candidate(segment, high, Index.home(segment, high));
    while (slot >= 0) {
      int row = Index.row(segment, slot);
      if (rows.get(row, 0) == high && (rows.get(row, 2) & 0xffff) == claimant.userLow()) {
        return row;
      }
      slot = Index.candidate(segment, high, Index.next(segment, slot));
    }
    return -1;
  }

  /** The row of a user, a new one if need be. */
  int findOrAdd(Claimant claimant) {
    int row = find(claimant);
    if (row < 0) {
      row = rows.append();
      rows.set(row, 0, claimant.userHigh());
      rows.set(row, 2, claimant.userLow());
      index.add(claimant.userHigh(), row);
    }
    return row;
  }

  long hash(int row) {
    return rows.get(row, 0);
  }

  /** The user's latest claim that got something, or -1. */
  int lastClaim(int row) {
    return (int) (rows.get(row, 1) >>> 32) - 1;
  }

  long total(int row) {
    return rows.get(row, 1) >>> 8 & TOTAL_MAX;
  }

  /** Uses on the day of {@link #lastOffset}. */
  long onDay(int row) {
    return rows.get(row, 2) >>> 16 & DAY_MAX;
  }

  /** When the user was last accepted, in milliseconds since the campaign's base; -1 for never. */
  long lastOffset(int row) {
    return ((rows.get(row, 1) & 0xff) << 32 | rows.get(row, 2) >>> 32) - 1;
  }

  void use(int row, int claim, int uses, boolean newDay, long offset) {
    long total = Math.min(TOTAL_MAX, total(row) + uses);
    long onDay = Math.min(DAY_MAX, (newDay ? 0 : onDay(row)) + uses);
    long last = offset + 1;
    rows.set(row, 1, (long) (claim + 1) << 32 | total << 8 | last >>> 32);
    rows.set(row, 2, (last & 0xffff_ffffL) << 32 | onDay << 16 | (rows.get(row, 2) & 0xffff));
  }

  /** The user's latest claim that got something is another. */
  void setLast(int row, int claim) {
    rows.set(row, 1, (long) (claim + 1) << 32 | (rows.get(row, 1) & 0xffff_ffffL));
  }

  /** Does what would be due soon; whether there was something. */
  boolean workAhead() {
    return index.splitAhead(rows.count());
  }

  long memory() {
    return rows.memory() + index.memory();
  }

  void save(Sink sink) {
    rows.save(sink);
  }

  void load(Source source) {
    rows.load(source);
    for (int row = 0; row < rows.count(); row++) {
      index.add(hashOf(row), row);
    }
  }

  /** Fetches the slot that a later {@link #find} reads first. */
  int touchSlot(Claimant claimant) {
    int[] segment = index.segment(claimant.userHigh());
    return Index.touch(segment, claimant.userHigh());
  }

  /** Fetches the row, once the slot is there; now and then another's that looks alike. */
  long touchRow(Claimant claimant) {
    long high = claimant.userHigh();
    int[] segment = index.segment(high);
    int slot = Index.candidate(segment, high, Index.home(segment, high));
    return slot < 0 ? 0 : rows.get(Index.row(segment, slot), 1);
  }
}
