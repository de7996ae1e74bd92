package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery;
import dev.manna.core.Period;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most that any definition of a campaign so far has allowed a user, a device and the like: what
 * was counted cannot be more, whatever an edit has made of the limits since. It is no part of a
 * snapshot, so of a campaign that was edited before the snapshot from which a state was loaded it
 * allows anything, except to what is counted from then on.
 *
 * @param version of the definition up to which it knows
 * @param perUser uses in total
 * @param perDay uses on a day
 * @param counted by what is counted, uses of one and how many are counted
 * @param items whether none of the limits of items in force was stricter, or absent, before
 */
record Allowed(
    int version, long perUser, long perDay, Map<Counters.Kind, Most> counted, boolean items) {
  /** No bound. */
  static final long ANY = Long.MAX_VALUE;

  /** Before the first definition. */
  static final Allowed NOTHING = new Allowed(0, 0, 0, Map.of(), true);

  /**
   * The most of a counter.
   *
   * @param uses of one user or value
   * @param values how many are counted in a period
   */
  record Most(long uses, long values) {
    static final Most ANYTHING = new Most(ANY, ANY);

    Most or(Most other) {
      return new Most(Math.max(uses, other.uses), Math.max(values, other.values));
    }
  }

  /** The limit of an item or SKU, and the items that are counted together under it. */
  private record OfItems(long limit, List<String> items) {}

  /**
   * With the next definition.
   *
   * @param before the definition that it replaces; the first one itself where there was none
   * @param catalog what the campaign had until then
   */
  Allowed with(Campaign before, Campaign next, int nextVersion, Catalog catalog) {
    if (nextVersion == version) {
      return this;
    }
    Limits limits = next.terms().limits();
    Map<Counters.Kind, Most> most = most(limits);
    if (nextVersion != version + 1) {
      most.replaceAll((kind, each) -> Most.ANYTHING);
      return new Allowed(nextVersion, ANY, ANY, most, false);
    }
    // What no definition before has counted is counted from here on.
    most.replaceAll((kind, each) -> each.or(counted.getOrDefault(kind, each)));
    return new Allowed(
        nextVersion,
        Math.max(perUser, orAny(limits.perUser())),
        Math.max(perDay, orAny(limits.perDay())),
        most,
        items && (version == 0 || loosens(ofItems(before), ofItems(next), catalog)));
  }

  private static long orAny(long limit) {
    return limit == 0 ? ANY : limit;
  }

  private static Map<Counters.Kind, Most> most(Limits limits) {
    Map<Counters.Kind, Most> most = new HashMap<>();
    if (limits.perWeek() > 0) {
      most.put(new Counters.Kind("", Period.WEEK), new Most(limits.perWeek(), ANY));
    }
    if (limits.perMonth() > 0) {
      most.put(new Counters.Kind("", Period.MONTH), new Most(limits.perMonth(), ANY));
    }
    for (Dimension each : limits.dimensions()) {
      most.put(
          new Counters.Kind(each.name(), each.per()), new Most(each.limit(), each.maxValues()));
    }
    return most;
  }

  /** By id, whatever has a limit. */
  private static Map<String, OfItems> ofItems(Campaign definition) {
    Map<String, OfItems> limited = new HashMap<>();
    switch (definition) {
      case Lottery lottery -> {
        for (Lottery.Prize each : lottery.prizes()) {
          if (each.rules().perUser() > 0) {
            limited.put(each.id(), new OfItems(each.rules().perUser(), List.of(each.id())));
          }
        }
      }
      case Sale sale -> {
        for (Sale.Sku each : sale.skus()) {
          if (each.perUser() > 0) {
            List<String> items = each.items().stream().map(Sale.Item::id).toList();
            limited.put(each.id(), new OfItems(each.perUser(), items));
          }
        }
      }
      case RedPacket rain -> {}
    }
    return limited;
  }

  /** Whether each limit is of what is new, or was there and allowed no more. */
  private static boolean loosens(
      Map<String, OfItems> before, Map<String, OfItems> next, Catalog catalog) {
    for (Map.Entry<String, OfItems> each : next.entrySet()) {
      OfItems was = before.get(each.getKey());
      OfItems is = each.getValue();
      boolean loosened =
          was == null
              ? is.items().stream().allMatch(item -> catalog.number(item) < 0)
              : was.limit() <= is.limit() && was.items().equals(is.items());
      if (!loosened) {
        return false;
      }
    }
    return true;
  }

  /** The most of a counter. */
  Most of(Counters.Kind kind) {
    return counted.getOrDefault(kind, Most.ANYTHING);
  }
}
