package dev.manna.core.law;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What there is of each item of a campaign: total, held, given, set aside for somebody and in
 * quarantine, in units or cents; the rest is available.
 */
final class Items {
  private static final int TOTAL = 0;
  private static final int HELD = 1;
  private static final int GIVEN = 2;
  private static final int RESERVED = 3;
  private static final int QUARANTINED = 4;

  /** What is available of an item without end. */
  static final long ENDLESS = Long.MAX_VALUE;

  private final Rows rows;

  /** One row: what is held of all items together, and what is in quarantine. */
  private final Rows sum;

  private final StockTally tally;

  /** Whose they are; null of those that nobody is told of. */
  private final @Nullable CampaignState campaign;

  /** By item, its row in the tally, if that is still its. */
  private int[] tallied = {};

  /** Of a round, whose items are its campaign's as well. */
  Items(Trail trail) {
    this(trail, StockTally.NONE, null);
  }

  Items(Trail trail, StockTally tally, @Nullable CampaignState campaign) {
    this.tally = tally;
    this.campaign = campaign;
    rows = new Rows(trail, 5);
    sum = new Rows(trail, 2);
    sum.append();
  }

  int count() {
    return rows.count();
  }

  void add(long total) {
    int item = rows.append();
    rows.set(item, TOTAL, total);
    if (tally.noting() && total != Prize.UNLIMITED) {
      row(item, 0);
    }
  }

  /** An item is about to change; so many units of it are taken. */
  private void touch(int item, long units) {
    if (tally.noting() && total(item) != Prize.UNLIMITED) {
      int row = row(item, Objects.requireNonNull(campaign).available(item));
      if (units > 0) {
        tally.take(row, units);
      }
    }
  }

  /** The row of an item, a new one where it has none yet. */
  private int row(int item, long free) {
    CampaignState of = Objects.requireNonNull(campaign);
    if (item >= tallied.length) {
      tallied = Arrays.copyOf(tallied, Math.max(rows.count(), item + 1));
    }
    if (!tally.has(tallied[item], of, item)) {
      tallied[item] = tally.add(of, item, free);
    }
    return tallied[item];
  }

  /** All of them are about to change. */
  void touchAll() {
    if (tally.noting()) {
      for (int item = 0; item < rows.count(); item++) {
        touch(item, 0);
      }
    }
  }

  /** The total, or {@link Prize#UNLIMITED}. */
  long total(int item) {
    return rows.get(item, TOTAL);
  }

  long held(int item) {
    return rows.get(item, HELD);
  }

  /** What is held of all items together. */
  long allHeld() {
    return sum.get(0, 0);
  }

  /** Whether anything is held, of whatever item. */
  boolean someHeld() {
    return sum.get(0, 0) > 0;
  }

  long given(int item) {
    return rows.get(item, GIVEN);
  }

  /** What is set aside for somebody. */
  long reserved(int item) {
    return rows.get(item, RESERVED);
  }

  /** What nobody gets without a receipt. */
  long quarantined(int item) {
    return rows.get(item, QUARANTINED);
  }

  /** What may come back by itself: what is held, and what is in quarantine. */
  long mayReturn(int item) {
    return held(item) + quarantined(item);
  }

  /** Whether anything is in quarantine, of whatever item. */
  boolean someQuarantined() {
    return sum.get(0, 1) > 0;
  }

  long available(int item) {
    long total = total(item);
    return total == Prize.UNLIMITED
        ? ENDLESS
        : total - held(item) - given(item) - reserved(item) - quarantined(item);
  }

  void change(int item, long difference) {
    touch(item, 0);
    rows.add(item, TOTAL, difference);
  }

  void hold(int item, long size) {
    touch(item, size);
    rows.add(item, HELD, size);
    sum.add(0, 0, size);
  }

  void reserve(int item, long difference) {
    touch(item, 0);
    rows.add(item, RESERVED, difference);
  }

  /** Takes what is available into quarantine, or lets it go. */
  void quarantine(int item, long difference) {
    touch(item, 0);
    rows.add(item, QUARANTINED, difference);
    sum.add(0, 1, difference);
  }

  void give(int item, long size) {
    touch(item, size);
    rows.add(item, GIVEN, size);
  }

  /** What was held is given, or available again. */
  void end(int item, long size, Event.Ending ending) {
    touch(item, 0);
    rows.add(item, HELD, -size);
    sum.add(0, 0, -size);
    if (ending.grantState() == Grant.State.GIVEN) {
      rows.add(item, GIVEN, size);
    }
  }

  /** What was given is available again. */
  void takeBack(int item, long size) {
    touch(item, 0);
    rows.add(item, GIVEN, -size);
  }

  void save(Sink sink) {
    rows.save(sink);
  }

  void load(Source source) {
    rows.load(source);
    long all = 0;
    long aside = 0;
    for (int item = 0; item < rows.count(); item++) {
      all += held(item);
      aside += quarantined(item);
    }
    sum.set(0, 0, all);
    sum.set(0, 1, aside);
  }
}
