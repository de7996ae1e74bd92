package dev.manna.ledger;

import dev.manna.core.Campaign;
import dev.manna.core.Check;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has to be known of a campaign to write down what happens in it. */
final class Shop {
  final int number;
  final String name;
  String kind;
  String currency;
  boolean chances;
  int version;
  String status = "live";
  long claims;
  long grants;
  long allocations;
  long createdAt;
  long changedAt;
  long changedPosition;

  /**
   * What it says while it is a draft, else null. Its items are written when it is one no more:
   * until then each definition numbers them anew.
   */
  @Nullable Campaign draft;

  /** Whether its row is not there yet. */
  boolean fresh;

  private final List<Item> items = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** By item and round, what was defined and what came in from outside. */
  private final Map<Place, Total> totals = new HashMap<>();

  record Item(String name, boolean limited) {}

  private record Place(int item, int round) {}

  private static final class Total {
    long defined;
    long total;
  }

  Shop(int number, String name, String kind, String currency) {
    this.number = number;
    this.name = name;
    this.kind = kind;
    this.currency = currency;
  }

  boolean isRain() {
    return kind.equals("red-packet");
  }

  /** The number of an item, or -1. */
  int itemOf(String item) {
    return numbers.getOrDefault(item, -1);
  }

  Item item(int item) {
    return items.get(item);
  }

  int items() {
    return items.size();
  }

  int add(String item, boolean limited) {
    items.add(new Item(item, limited));
    numbers.put(item, items.size() - 1);
    return items.size() - 1;
  }

  private Total at(int item, int round) {
    return totals.computeIfAbsent(new Place(item, round), fresh -> new Total());
  }

  /** Takes what a definition says there is; returns by how much more that is than before. */
  long define(int item, int round, long units) {
    Total at = at(item, round);
    long difference = Math.subtractExact(units, at.defined);
    at.defined = units;
    return difference;
  }

  /** Something came in from outside, or left. */
  void change(int item, int round, long units) {
    Total at = at(item, round);
    at.total = Math.addExact(at.total, units);
  }

  long total(int item, int round) {
    return at(item, round).total;
  }

  void load(int item, int round, long defined, long total) {
    Check.that(item < items.size(), "a pool is of an item that there is", item);
    Total at = at(item, round);
    at.defined = defined;
    at.total = total;
  }
}
