package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Period;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * What a campaign counts because of its limits, beside a user's uses in total and of the day. There
 * is a counter only while there is a limit: one that an edit adds counts from that edit on, and one
 * that an edit removes is forgotten.
 */
final class Counters {
  /** What is counted for whom: a user where the name is empty. */
  record Kind(String name, Period per) {
    boolean ofUser() {
      return name.isEmpty();
    }
  }

  private final Trail trail;
  private List<Kind> kinds = List.of();
  private List<Counter> counters = List.of();

  Counters(Trail trail) {
    this.trail = trail;
  }

  /** The counters that limits need, in the order of their numbers. */
  private static List<Kind> kinds(Limits limits) {
    List<Kind> kinds = new ArrayList<>();
    if (limits.perWeek() > 0) {
      kinds.add(new Kind("", Period.WEEK));
    }
    if (limits.perMonth() > 0) {
      kinds.add(new Kind("", Period.MONTH));
    }
    for (Dimension each : limits.dimensions()) {
      kinds.add(new Kind(each.name(), each.per()));
    }
    return kinds;
  }

  /** Takes new limits: what is limited as before is counted on. */
  void define(Limits limits) {
    List<Kind> next = kinds(limits);
    if (next.equals(kinds)) {
      return;
    }
    List<Counter> kept = new ArrayList<>();
    for (Kind kind : next) {
      int before = kinds.indexOf(kind);
      kept.add(before < 0 ? new Counter(trail) : counters.get(before));
    }
    List<Kind> kindsBefore = kinds;
    List<Counter> countersBefore = counters;
    trail.onUndo(
        () -> {
          kinds = kindsBefore;
          counters = countersBefore;
        });
    kinds = next;
    counters = kept;
  }

  int count() {
    return counters.size();
  }

  Kind kind(int counter) {
    return kinds.get(counter);
  }

  Counter get(int counter) {
    return counters.get(counter);
  }

  void use(Event.Use use, int uses, long now) {
    for (Event.Count count : use.counts()) {
      Claimant claimant = use.claimant();
      boolean ofUser = kinds.get(count.counter()).ofUser();
      long high = ofUser ? claimant.userHigh() : count.high();
      int low = ofUser ? claimant.userLow() : count.low();
      counters.get(count.counter()).use(high, low, uses, count.begins(), now);
    }
  }

  /** Does what would be due soon; whether there was something. */
  boolean workAhead() {
    for (Counter each : counters) {
      if (each.workAhead()) {
        return true;
      }
    }
    return false;
  }

  void save(Sink sink) {
    counters.forEach(counter -> counter.save(sink));
  }

  /** Reads what {@link #save} wrote, under the same limits. */
  void load(Source source) {
    counters.forEach(counter -> counter.load(source));
  }
}
