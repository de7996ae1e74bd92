package dev.manna.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How much may be used of a campaign by one user, and from one device, address or whatever else a
 * claim names. A use is a draw, a snatch or an order that was accepted, whatever came of it: a miss
 * and a cancelled hold count too. Zero means no limit.
 *
 * @param perUser a user's uses in total
 * @param perDay a user's uses in a day of the campaign's time zone
 * @param perWeek in a week, from Monday
 * @param perMonth in a calendar month
 * @param cooldownMillis the least time between two accepted claims of a user
 * @param dimensions limits of what claims name beside the user
 */
public record Limits(
    int perUser,
    int perDay,
    int perWeek,
    int perMonth,
    long cooldownMillis,
    List<Dimension> dimensions) {
  /** What the tables can count: 24 bits a user. */
  public static final int MAX_PER_USER = 10_000_000;

  /** What the tables can count: 16 bits a user and day. */
  public static final int MAX_PER_DAY = 65_000;

  /** A year; whoever needs more wants a limit in total. */
  public static final long MAX_COOLDOWN_MILLIS = 366L * 86_400_000;

  /** Each costs every claim a look into a table of its own. */
  public static final int MAX_DIMENSIONS = 8;

  public static final Limits NONE = new Limits(0, 0, 0);

  public Limits {
    Malformed.within("limits.perUser", perUser, 0, MAX_PER_USER);
    Malformed.within("limits.perDay", perDay, 0, MAX_PER_DAY);
    Malformed.within("limits.perWeek", perWeek, 0, MAX_PER_USER);
    Malformed.within("limits.perMonth", perMonth, 0, MAX_PER_USER);
    Malformed.within("limits.cooldownMillis", cooldownMillis, 0, MAX_COOLDOWN_MILLIS);
    Malformed.within("limits.dimensions", dimensions.size(), 0, MAX_DIMENSIONS);
    dimensions = List.copyOf(dimensions);
    Set<String> seen = new HashSet<>();
    for (Dimension each : dimensions) {
      Malformed.unless(
          seen.add(each.name() + ' ' + each.per()),
          "limits.dimensions",
          "\"" + each.name() + "\" per " + each.per().word() + " stands twice");
    }
  }

  /** Limits of a user in total and per day, and a cooldown. */
  public Limits(int perUser, int perDay, long cooldownMillis) {
    this(perUser, perDay, 0, 0, cooldownMillis, List.of());
  }

  /** The same with other limits of what claims name. */
  public Limits with(List<Dimension> others) {
    return new Limits(perUser, perDay, perWeek, perMonth, cooldownMillis, others);
  }

  /** The same with other limits of a user's weeks and months. */
  public Limits within(int week, int month) {
    return new Limits(perUser, perDay, week, month, cooldownMillis, dimensions);
  }

  /**
   * A limit of what a claim names under a name: a device, an address, a store.
   *
   * @param limit uses of one value in a period
   * @param maxValues how many values are counted in a period at most, which bounds the memory; a
   *     claim with a further one is refused
   * @param required whether a claim must name it; else one that does not is not counted
   */
  public record Dimension(String name, Period per, int limit, int maxValues, boolean required) {
    /** At 24 bytes a value, 240 MB. */
    public static final int MAX_VALUES = 10_000_000;

    /** What is counted where nothing is said: 24 MB. */
    public static final int USUAL_VALUES = 1_000_000;

    public Dimension {
      Ids.name("limits.dimensions.name", name);
      Malformed.within("limits.dimensions.limit", limit, 1, MAX_PER_USER);
      Malformed.within("limits.dimensions.maxValues", maxValues, 1, MAX_VALUES);
    }
  }
}
