package dev.manna.server.verify;

import dev.manna.core.Campaign;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.simulation.fair.Shelf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What there is of each item of a campaign, by its number: total, held and given. */
final class Pools implements Shelf {
  /** The total of an item without end. */
  static final long ENDLESS = -1;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Pool> pools = new ArrayList<>();
  private Map<String, Long> defined = Map.of();

  /** What there is of one item. */
  static final class Pool {
    final String item;
    long total;
    long held;
    long given;

    /** What is set aside: of a lottery's prize for users, and after a failure for receipts. */
    long reserved;

    Pool(String item) {
      this.item = item;
    }

    String words() {
      return Pools.words(item, total == ENDLESS ? "unlimited" : total, held, given);
    }
  }

  /** What a line that shows a key says of an item. */
  static String words(JsonNode stated) {
    Object total =
        stated.path("total").isString()
            ? Fields.text(stated, "total")
            : (Object) Fields.number(stated, "total");
    return words(
        Fields.text(stated, "item"),
        total,
        Fields.number(stated, "held"),
        Fields.number(stated, "given"));
  }

  private static String words(String item, Object total, long held, long given) {
    return item + ": " + total + ", held " + held + ", given " + given;
  }

  List<Pool> all() {
    return pools;
  }

  /** Takes a definition: each total changes by its difference to the definition before. */
  void define(Campaign definition) {
    define(totals(definition));
  }

  /** Takes what a definition says there is of each item, in the order in which it names them. */
  void define(Map<String, Long> totals) {
    totals.forEach(
        (item, total) -> {
          Pool pool = named(item);
          pool.total = total == ENDLESS ? ENDLESS : pool.total + total - before(item);
        });
    defined = totals;
  }

  private long before(String item) {
    return defined.getOrDefault(item, 0L);
  }

  private static Map<String, Long> totals(Campaign definition) {
    Map<String, Long> totals = new LinkedHashMap<>();
    switch (definition) {
      case Lottery lottery -> lottery.prizes().forEach(each -> totals.put(each.id(), each.stock()));
      case Sale sale -> throw new IllegalArgumentException("a sale is read as JSON");
      case RedPacket rain -> {
        totals.put("budget", rain.budgetCents());
        if (rain.split() instanceof RedPacket.Split.Fixed fixed) {
          fixed
              .denominations()
              .forEach(each -> totals.put(Long.toString(each.cents()), each.count()));
        } else {
          totals.put("packet", rain.packets());
        }
        rain.plan().goods().forEach(each -> totals.put(each.id(), each.stock()));
      }
    }
    return totals;
  }

  /** What a sale's definition says there is; a bundle has no stock of its own. */
  static Map<String, Long> ofSale(JsonNode sale) {
    Map<String, Long> totals = new LinkedHashMap<>();
    for (JsonNode sku : sale.path("skus")) {
      String id = sku.path("id").asString();
      if (sku.has("locations")) {
        sku.path("locations")
            .forEach(
                at -> totals.put(id + '@' + at.path("id").asString(), at.path("stock").asLong()));
      } else if (!sku.has("parts")) {
        totals.put(id, sku.path("stock").asLong());
      }
    }
    return totals;
  }

  private Pool named(String item) {
    Integer number = numbers.putIfAbsent(item, pools.size());
    if (number == null) {
      pools.add(new Pool(item));
      return pools.getLast();
    }
    return pools.get(number);
  }

  /** The pool of an item that a definition has named. */
  Pool of(String item) {
    Integer number = numbers.get(item);
    if (number == null) {
      throw new PublishedLine.Unreadable("names the item \"" + item + "\", which no one defined");
    }
    return pools.get(number);
  }

  @Override
  public int items() {
    return pools.size();
  }

  @Override
  public int itemOf(String item) {
    return numbers.getOrDefault(item, -1);
  }

  @Override
  public String item(int number) {
    return pools.get(number).item;
  }

  @Override
  public long free(int item) {
    Pool pool = pools.get(item);
    return pool.total == ENDLESS
        ? Long.MAX_VALUE
        : pool.total - pool.held - pool.given - pool.reserved;
  }
}
