package dev.manna.core.law;

import dev.manna.core.Check;
import dev.manna.core.QuarantineEvent.EpochOpened;
import dev.manna.core.QuarantineEvent.Part;
import dev.manna.core.QuarantineEvent.Quarantined;
import dev.manna.core.QuarantineEvent.Released;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is set aside in a log because it may have been given in a part that was lost. There is one
 * quarantine, however often a log is recovered: what is still in it stays until the latest opening
 * releases it, so that a receipt of whatever epoch finds what it needs.
 */
final class Quarantine {
  /**
   * Nothing can be redeemed for so long before it is released: nodes whose clocks differ by less
   * never redeem what another has given to somebody else, even if its release was lost.
   */
  static final long GRACE_MILLIS = 3_600_000;

  private static final int EPOCH = 0;
  private static final int REDEEM_UNTIL = 1;

  /** Receipts of epochs below were released. */
  private static final int RELEASED_BELOW = 2;

  /** The sum over all that is set aside, units and cents alike: only whether it is nothing. */
  private static final int SUM = 3;

  private static final int PLACE = 0;
  private static final int ROUND = 1;
  private static final int UNITS = 2;

  private final Trail trail;
  private final Rows head;

  /** What of each item and round is set aside; empty where nothing is. */
  private final Rows aside;

  /** From place and round to the row of {@link #aside}. */
  private Index index = newIndex();

  /** One cell: of the rows of {@link #aside} from this one on nothing is left. Not saved. */
  private final Rows end;

  /** What must be set aside before anything else happens. */
  private final Rows due;

  /** One cell: the first of {@link #due} that has not happened. */
  private final Rows done;

  Quarantine(Trail trail) {
    this.trail = trail;
    head = new Rows(trail, 4);
    head.append();
    aside = new Rows(trail, 3, row -> index.removeLast(hash(row), row));
    end = new Rows(trail, 1);
    end.append();
    due = new Rows(trail, 3);
    done = new Rows(trail, 1);
    done.append();
  }

  /** The epoch that was opened last with something hidden before it; 0 for none. */
  long epoch() {
    return head.get(0, EPOCH);
  }

  /** Until when receipts of earlier epochs can be redeemed. */
  long redeemUntilMillis() {
    return head.get(0, REDEEM_UNTIL);
  }

  /** Whether receipts of an epoch are void. */
  boolean released(long epoch, long now) {
    return epoch < head.get(0, RELEASED_BELOW) || now > redeemUntilMillis();
  }

  /** When what is set aside is released, {@link Timers#NEVER} where nothing is. */
  long releaseMillis() {
    return head.get(0, SUM) == 0 ? Timers.NEVER : redeemUntilMillis() + GRACE_MILLIS;
  }

  /** What must be set aside next, null for nothing. */
  @Nullable Quarantined nextDue() {
    if (due.count() == 0) {
      return null;
    }
    int row = (int) done.get(0, 0);
    return new Quarantined(campaign(due, row), part(due, row));
  }

  /** All of a campaign that must be set aside next. */
  List<Part> due(int campaign) {
    List<Part> parts = new ArrayList<>();
    for (int row = (int) done.get(0, 0); row < due.count(); row++) {
      if (campaign(due, row) == campaign) {
        parts.add(part(due, row));
      }
    }
    return parts;
  }

  /** What is released next, where the time has come. */
  Released nextReleased() {
    int row = (int) end.get(0, 0) - 1;
    return new Released(campaign(aside, row), part(aside, row));
  }

  private static int campaign(Rows of, int row) {
    return (int) (of.get(row, PLACE) >>> 32);
  }

  private static Part part(Rows of, int row) {
    return new Part((int) of.get(row, PLACE), (int) of.get(row, ROUND), of.get(row, UNITS));
  }

  /** An epoch begins; what of it is to be set aside is told by {@link #owe}. */
  void open(EpochOpened opened, long now) {
    Check.that(opened.epoch() > epoch(), "epochs rise", opened.epoch());
    if (now > redeemUntilMillis()) {
      head.set(0, RELEASED_BELOW, epoch());
    }
    head.set(0, EPOCH, opened.epoch());
    head.set(0, REDEEM_UNTIL, Math.max(redeemUntilMillis(), opened.redeemUntilMillis()));
  }

  void owe(int campaign, Part part) {
    put(due, campaign, part);
  }

  private static void put(Rows to, int campaign, Part part) {
    int row = to.append();
    to.set(row, PLACE, (long) campaign << 32 | part.item());
    to.set(row, ROUND, part.round());
    to.set(row, UNITS, part.units());
  }

  void take(Quarantined set) {
    Check.that(set.equals(nextDue()), "what is set aside is what an opening has made due");
    int next = (int) done.get(0, 0) + 1;
    done.set(0, 0, next < due.count() ? next : 0);
    if (next == due.count()) {
      clear(due);
    }
    int row = find(set.campaign(), set.part());
    if (row < 0) {
      row = aside.count();
      put(aside, set.campaign(), set.part());
      index.add(hash(row), row);
    } else {
      aside.add(row, UNITS, set.part().units());
    }
    if (row >= end.get(0, 0)) {
      end.set(0, 0, row + 1);
    }
    head.add(0, SUM, set.part().units());
  }

  /** Something leaves it: is redeemed, or released. */
  void leave(int campaign, Part part) {
    int row = find(campaign, part);
    Check.that(
        row >= 0 && aside.get(row, UNITS) >= part.units(), "only what is set aside can leave");
    aside.add(row, UNITS, -part.units());
    head.add(0, SUM, -part.units());
    if (head.get(0, SUM) == 0) {
      forgetAll();
    } else if (row + 1 == end.get(0, 0) && aside.get(row, UNITS) == 0) {
      findEnd(row);
    }
  }

  /** Rows of which nothing is left are kept until all are, so the index only grows. */
  private void forgetAll() {
    clear(aside);
    end.set(0, 0, 0);
    index = newIndex();
    trail.onUndo(this::indexAll);
  }

  /** Below a row that is empty, as all after it. */
  private void findEnd(int empty) {
    int rows = empty;
    while (rows > 0 && aside.get(rows - 1, UNITS) == 0) {
      rows--;
    }
    end.set(0, 0, rows);
  }

  private void indexAll() {
    index = newIndex();
    for (int row = 0; row < aside.count(); row++) {
      index.add(hash(row), row);
    }
  }

  private Index newIndex() {
    return new Index(this::hash);
  }

  private long hash(int row) {
    return hash(aside.get(row, PLACE), aside.get(row, ROUND));
  }

  /** Any that spreads what differs in few bits over all of them. */
  private static long hash(long place, long round) {
    long bits = (place ^ round << 20) * 0x9e3779b97f4a7c15L;
    bits = (bits ^ bits >>> 32) * 0xd6e8feb86659fd93L;
    return bits ^ bits >>> 32;
  }

  private static void clear(Rows rows) {
    while (rows.count() > 0) {
      rows.removeLast();
    }
  }

  private int find(int campaign, Part part) {
    long place = (long) campaign << 32 | part.item();
    long hash = hash(place, part.round());
    int[] segment = index.segment(hash);
    int slot = Index.candidate(segment, hash, Index.home(segment, hash));
    while (slot >= 0) {
      int row = Index.row(segment, slot);
      if (aside.get(row, PLACE) == place && aside.get(row, ROUND) == part.round()) {
        return row;
      }
      slot = Index.candidate(segment, hash, Index.next(segment, slot));
    }
    return -1;
  }

  /** Bytes of memory that it takes. */
  long memory() {
    return aside.memory() + due.memory() + index.memory();
  }

  /** How much of an item is set aside in a round; round 0 is where there are none. */
  long units(int campaign, int item, int round) {
    int row = find(campaign, new Part(item, round, 0));
    return row < 0 ? 0 : aside.get(row, UNITS);
  }

  /** By item of a campaign, so many are there, what is set aside in all rounds together. */
  long[] units(int campaign, int items) {
    long[] sums = new long[items];
    for (int row = 0; row < aside.count(); row++) {
      if (campaign(aside, row) == campaign) {
        sums[(int) aside.get(row, PLACE)] += aside.get(row, UNITS);
      }
    }
    return sums;
  }

  void save(Sink sink) {
    head.save(sink);
    aside.save(sink);
    due.save(sink);
    done.save(sink);
  }

  void load(Source source) {
    head.removeLast();
    head.load(source);
    aside.load(source);
    due.load(source);
    done.removeLast();
    done.load(source);
    indexAll();
    findEnd(aside.count());
  }
}
