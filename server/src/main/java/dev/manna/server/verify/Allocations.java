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
    List<Aside> asides = new ArrayList<>();
    for (JsonNode alias : line.path("users")) {
      Aside aside = new Aside(pools.of(line.path("prize").asString()), line.path("units").asLong());
      asides.add(aside);
      byAlias.computeIfAbsent(alias.asString(), any -> new ArrayList<>()).add(aside);
    }
    allocations.add(asides);
  }

  void end(JsonNode line) {
    int number = line.path("allocation").asInt();
    if (number < 1 || number > allocations.size()) {
      throw new PublishedLine.Unreadable("ends an allocation that was not made");
    }
    allocations.get(number - 1).forEach(aside -> aside.take(aside.left));
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

  /** A user's draws won so many of the units. */
  void take(String alias, long units) {
    long rest = units;
    for (Aside aside : byAlias.getOrDefault(alias, List.of())) {
      long now = Math.min(rest, aside.left);
      aside.take(now);
      rest -= now;
    }
    if (rest > 0) {
      throw new PublishedLine.Unreadable("wins more than is set aside for its user");
    }
  }
}
