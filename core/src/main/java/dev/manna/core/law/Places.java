package dev.manna.core.law;

import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;

/**
 * Lines in which orders stand, one behind the other: for each SKU one, and one in which all stand.
 *
 * <p>A place in a line is a row, chained to the places beside it and to the next one of its order,
 * so that to join, to leave and to be served costs an order as many steps as it has places, however
 * long the lines are.
 *
 * <pre>
 * column 0   32 bits  line: 0 for that of all, else the lowest item of a SKU + 1 | 32 bits claim
 * column 1   32 bits  the place before + 1 | 32 bits the place behind + 1
 * column 2   64 bits  units; in the line of all, how long the goods are held
 * column 3   64 bits  the next place of the same order + 1, or of those that are free
 * </pre>
 */
final class Places {
  /** The line in which all stand. */
  static final int ALL = 0;

  private static final long LOW = 0xffff_ffffL;

  private final Rows places;

  /** By line, its first place + 1 and its last + 1. */
  private final Rows ends;

  /** How many orders there are, and the first free place + 1. */
  private final Rows facts;

  Places(Trail trail) {
    places = new Rows(trail, 4);
    ends = new Rows(trail, 1);
    facts = new Rows(trail, 2);
  }

  /** How many orders stand in some line. */
  long orders() {
    return facts.count() == 0 ? 0 : facts.get(0, 0);
  }

  /** No line has this number or a higher one. */
  int lines() {
    return ends.count();
  }

  /** The first place of a line, or -1. */
  int first(int line) {
    return line < ends.count() ? (int) (ends.get(line, 0) >>> 32) - 1 : -1;
  }

  int claim(int place) {
    return (int) places.get(place, 0);
  }

  int line(int place) {
    return (int) (places.get(place, 0) >>> 32);
  }

  int before(int place) {
    return (int) (places.get(place, 1) >>> 32) - 1;
  }

  int behind(int place) {
    return (int) places.get(place, 1) - 1;
  }

  long units(int place) {
    return places.get(place, 2);
  }

  /** The next place of the same order, or -1. */
  int next(int place) {
    return (int) places.get(place, 3) - 1;
  }

  /** An order stands in line with all others; its first place. */
  int join(int claim, long holdMillis) {
    if (facts.count() == 0) {
      facts.append();
    }
    facts.add(0, 0, 1);
    return append(ALL, claim, holdMillis);
  }

  /** The order that has this place as its last stands in a further line; its place there. */
  int join(int last, int line, long units) {
    int place = append(line, claim(last), units);
    places.set(last, 3, place + 1L);
    return place;
  }

  private int append(int line, int claim, long units) {
    while (ends.count() <= line) {
      ends.append();
    }
    int last = (int) ends.get(line, 0) - 1;
    int place = take();
    places.set(place, 0, (long) line << 32 | claim);
    places.set(place, 1, (long) (last + 1) << 32);
    places.set(place, 2, units);
    places.set(place, 3, 0);
    if (last >= 0) {
      places.set(last, 1, (places.get(last, 1) & ~LOW) | (place + 1));
      ends.set(line, 0, (ends.get(line, 0) & ~LOW) | (place + 1));
    } else {
      ends.set(line, 0, (place + 1L) << 32 | place + 1);
    }
    return place;
  }

  private int take() {
    int free = (int) facts.get(0, 1) - 1;
    if (free < 0) {
      return places.append();
    }
    facts.set(0, 1, places.get(free, 3));
    return free;
  }

  /** The order whose first place it is leaves all of its lines. */
  void leave(int first) {
    int place = first;
    while (place >= 0) {
      int next = next(place);
      unlink(place);
      places.set(place, 3, facts.get(0, 1));
      facts.set(0, 1, place + 1L);
      place = next;
    }
    facts.add(0, 0, -1);
  }

  private void unlink(int place) {
    int line = line(place);
    int before = before(place);
    int behind = behind(place);
    if (before >= 0) {
      places.set(before, 1, (places.get(before, 1) & ~LOW) | (behind + 1));
    } else {
      ends.set(line, 0, (ends.get(line, 0) & LOW) | ((behind + 1L) << 32));
    }
    if (behind >= 0) {
      places.set(behind, 1, (places.get(behind, 1) & LOW) | ((before + 1L) << 32));
    } else {
      ends.set(line, 0, (ends.get(line, 0) & ~LOW) | (before + 1));
    }
  }

  void save(Sink sink) {
    places.save(sink);
    ends.save(sink);
    facts.save(sink);
  }

  void load(Source source) {
    places.load(source);
    ends.load(source);
    facts.load(source);
  }
}
