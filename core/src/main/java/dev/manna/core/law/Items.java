package dev.manna.core.law;

import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;

/**
 * What there is of each item of a campaign: total, held, given and set aside, in units or cents;
 * the rest is available.
 */
final class Items {
  private static final int TOTAL = 0;
  private static final int HELD = 1;
  private static final int GIVEN = 2;
  private static final int RESERVED = 3;

  /** What is available of an item without end. */
  static final long ENDLESS = Long.MAX_VALUE;

  private final Rows rows;

  /** One row: what is held of all items together. */
  private final Rows sum;

  Items(Trail trail) {
    rows = new Rows(trail, 4);
    sum = new Rows(trail, 1);
    sum.append();
  }

  int count() {
    return rows.count();
  }

  void add(long total) {
    rows.set(rows.append(), TOTAL, total);
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

  long available(int item) {
    long total = total(item);
    return total == Prize.UNLIMITED ? ENDLESS : total - held(item) - given(item) - reserved(item);
  }

  void change(int item, long difference) {
    rows.add(item, TOTAL, difference);
  }

  void hold(int item, long size) {
    rows.add(item, HELD, size);
    sum.add(0, 0, size);
  }

  void reserve(int item, long difference) {
    rows.add(item, RESERVED, difference);
  }

  void give(int item, long size) {
    rows.add(item, GIVEN, size);
  }

  /** What was held is given, or available again. */
  void end(int item, long size, Event.Ending ending) {
    rows.add(item, HELD, -size);
    sum.add(0, 0, -size);
    if (ending.grantState() == Grant.State.GIVEN) {
      rows.add(item, GIVEN, size);
    }
  }

  /** What was given is available again. */
  void takeBack(int item, long size) {
    rows.add(item, GIVEN, -size);
  }

  void save(Sink sink) {
    rows.save(sink);
  }

  void load(Source source) {
    rows.load(source);
    long all = 0;
    for (int item = 0; item < rows.count(); item++) {
      all += held(item);
    }
    sum.set(0, 0, all);
  }
}
