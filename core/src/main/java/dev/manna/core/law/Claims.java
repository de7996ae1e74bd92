package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;

/**
 * The claims of a campaign that were accepted, 32 bytes each and a slot of an index: what
 * idempotency needs to give the first reply again.
 *
 * <pre>
 * column 0   64 bits  hash of the key, mixed with the user's
 * column 1   32 bits  row of the user | 32 bits fingerprint of the content
 * column 2   32 bits  the user's one before that got something + 1 | 32 bits first grant
 * column 3   40 bits  position | 12 bits how many grants | 7 bits uses | 3 bits free | 1 bit:
 *                     whether it had to wait | 1 bit: of a raffle, whether its user has won
 * </pre>
 */
final class Claims {
  private static final long LOW = 0xffff_ffffL;
  private static final long OFF_THE_LINE = 1;
  private static final long WAITED = 2;

  private final Rows rows;
  private final Index index;

  Claims(Trail trail) {
    rows = new Rows(trail, 4, this::cut);
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

  /** The claim of a user under a key, or -1. */
  int find(int user, Claimant claimant) {
    long hash = mixed(claimant);
    int[] segment = index.segment(hash);
    int slot = Index.candidate(segment, hash, Index.home(segment, hash));
    while (slot >= 0) {
      int row = Index.row(segment, slot);
      if (rows.get(row, 0) == hash && user(row) == user) {
        return row;
      }
      slot = Index.candidate(segment, hash, Index.next(segment, slot));
    }
    return -1;
  }

  int add(
      int user,
      Claimant claimant,
      int fingerprint,
      int before,
      int firstGrant,
      int grants,
      int uses,
      long position) {
    int row = rows.append();
    rows.set(row, 0, mixed(claimant));
    rows.set(row, 1, (long) user << 32 | (fingerprint & LOW));
    rows.set(row, 2, (long) (before + 1) << 32 | firstGrant);
    rows.set(row, 3, position << 24 | (long) grants << 12 | (long) uses << 5);
    index.add(mixed(claimant), row);
    return row;
  }

  /** For one user, different keys have different values of this; over all users they spread. */
  private static long mixed(Claimant claimant) {
    return claimant.keyHash() ^ Long.rotateLeft(claimant.userHigh(), 32);
  }

  int user(int row) {
    return (int) (rows.get(row, 1) >>> 32);
  }

  int fingerprint(int row) {
    return (int) rows.get(row, 1);
  }

  /** The latest claim before this one that got its user something, or -1. */
  int before(int row) {
    return (int) (rows.get(row, 2) >>> 32) - 1;
  }

  int firstGrant(int row) {
    return (int) rows.get(row, 2);
  }

  /** Of a raffle's, its entries that may still win. */
  int entries(int row) {
    return (rows.get(row, 3) & OFF_THE_LINE) == 0 ? uses(row) : 0;
  }

  /** The user of a raffle's has won: its entries win no more. */
  void takeOffTheLine(int row) {
    rows.set(row, 3, rows.get(row, 3) | OFF_THE_LINE);
  }

  /** One of a raffle's has won: the chain of its user ends with it. */
  void win(int row, int grant) {
    rows.set(row, 2, grant);
    rows.set(row, 3, rows.get(row, 3) | 1 << 12);
  }

  /** It is an order that waits. */
  void waits(int row) {
    rows.set(row, 3, rows.get(row, 3) | WAITED);
  }

  boolean waited(int row) {
    return (rows.get(row, 3) & WAITED) != 0;
  }

  /** An order that has waited gets its grants, and stands in the chain of its user from now on. */
  void serve(int row, int before, int firstGrant, int grants) {
    rows.set(row, 2, (long) (before + 1) << 32 | firstGrant);
    rows.set(row, 3, rows.get(row, 3) | (long) grants << 12);
  }

  int grants(int row) {
    return (int) (rows.get(row, 3) >>> 12 & 0xfff);
  }

  int uses(int row) {
    return (int) (rows.get(row, 3) >>> 5 & 0x7f);
  }

  long position(int row) {
    return rows.get(row, 3) >>> 24;
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
    long hash = mixed(claimant);
    int[] segment = index.segment(hash);
    return Index.touch(segment, hash);
  }
}
