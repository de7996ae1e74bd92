package dev.manna.server.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a lottery has set aside for users, by their alias. */
final class Allocations {
  private final Pools pools;
  private final List<List<Aside>> allocations = new ArrayList<>();
  private final Map<String, List<Aside>> byAlias = new HashMap<>();

  /** Units of a prize for one user. */
  private static final class Aside {
    final Pools.Pool pool;
    long left;

    Aside(Pools.Pool pool, long left) {
      this.pool = pool;
      this.left = left;
      pool.reserved += left;
    }

    void take(long units) {
      left -= units;
      pool.reserved -= units;
    }
  }

  Allocations(Pools pools) {
    this.pools = pools;
  }

  void add(JsonNode line) {
    Pools.Pool pool = pools.of(Fields.text(line, "prize"));
    long units = Fields.number(line, "units");
    Fields.demand(units > 0, "sets aside less than one unit");
    List<Aside> asides = new ArrayList<>();
    for (JsonNode alias : Fields.list(line, "users")) {
      Aside aside = new Aside(pool, units);
      asides.add(aside);
      byAlias.computeIfAbsent(alias.asString(), any -> new ArrayList<>()).add(aside);
    }
    allocations.add(asides);
  }

  void end(JsonNode line) {
    long number = Fields.number(line, "allocation");
    Fields.demand(
        number >= 1 && number <= allocations.size(), "ends an allocation that was not made");
    allocations.get((int) number - 1).forEach(aside -> aside.take(aside.left));
  }

  /** The items that a user's next draws win, the oldest allocation first, at most so many. */
  List<Integer> due(String alias, int draws) {
    List<Integer> items = new ArrayList<>();
    for (Aside aside : byAlias.getOrDefault(alias, List.of())) {
      for (long unit = 0; unit < aside.left && items.size() < draws; unit++) {
        items.add(pools.itemOf(aside.pool.item));
      }
    }
    return items;
  }

  /** A user's draws won so many of the units, no more than are due. */
  void take(String alias, long units) {
    long rest = units;
    for (Aside aside : byAlias.getOrDefault(alias, List.of())) {
      long now = Math.min(rest, aside.left);
      aside.take(now);
      rest -= now;
    }
  }
}
