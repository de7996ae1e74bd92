package dev.manna.core.law;

import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Supply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What there is to order of a sale, and under which items its units are counted. Made from a
 * definition; a SKU that is one item and nothing more takes no room in it.
 */
final class Assortment {
  private static final long[] NOTHING = {};

  static final Assortment NONE = new Assortment();

  /** The definition that it was made from, null for none. */
  final @Nullable Sale sale;

  private final Catalog catalog;

  /** By SKU, those at locations. */
  private final Map<String, Shelf> shelves = new HashMap<>();

  /** By SKU, those made of others. */
  private final Map<String, List<Supply.Part>> bundles = new HashMap<>();

  private final Set<String> locations = new TreeSet<>();

  /** The SKUs whose pools are computed from those of items, in the order of the definition. */
  private final List<Sku> computed = new ArrayList<>();

  /** By item, how much may be sold beyond the stock; empty where that is nowhere allowed. */
  private long[] oversell = NOTHING;

  /** By item, where its SKU lies, if that wants notices; empty where none does. */
  private @Nullable Shelf[] watched = {};

  /** Where the units of a SKU lie, in order of preference. */
  static final class Shelf {
    final String sku;
    final int[] items;

    /** The lowest item, which stays the lowest whatever an edit adds. */
    final int first;

    final long lowStock;
    private final List<String> locations;

    private Shelf(String sku, int[] items, List<String> locations, long lowStock) {
      this.sku = sku;
      this.items = items;
      this.locations = locations;
      this.lowStock = lowStock;
      first = IntStream.of(items).min().orElseThrow();
    }

    /** The items in the order in which an order takes from them. */
    int[] preferring(List<String> first) {
      if (first.isEmpty() || locations.isEmpty()) {
        return items;
      }
      int[] order = new int[items.length];
      int count = 0;
      for (String location : first) {
        int at = locations.indexOf(location);
        if (at >= 0 && !has(order, count, items[at])) {
          order[count++] = items[at];
        }
      }
      for (int item : items) {
        if (!has(order, count, item)) {
          order[count++] = item;
        }
      }
      return order;
    }

    private static boolean has(int[] order, int count, int item) {
      for (int i = 0; i < count; i++) {
        if (order[i] == item) {
          return true;
        }
      }
      return false;
    }
  }

  private Assortment() {
    sale = null;
    catalog = Catalog.EMPTY;
  }

  Assortment(Sale sale, Catalog catalog) {
    this.sale = sale;
    this.catalog = catalog;
    for (Sku sku : sale.skus()) {
      if (!sku.supply().plain()) {
        add(sku);
      }
    }
  }

  private void add(Sku sku) {
    if (sku.isBundle()) {
      bundles.put(sku.id(), sku.supply().parts());
      computed.add(sku);
      return;
    }
    List<Sale.Item> items = sku.items();
    List<String> places = sku.supply().locations().stream().map(Supply.Location::id).toList();
    int[] numbers = items.stream().mapToInt(item -> catalog.number(item.id())).toArray();
    for (int i = 0; i < numbers.length; i++) {
      if (items.get(i).oversell() > 0) {
        oversell = oversell.length == 0 ? new long[catalog.size()] : oversell;
        oversell[numbers[i]] = items.get(i).oversell();
      }
    }
    Shelf shelf = new Shelf(sku.id(), numbers, places, sku.supply().lowStock());
    if (shelf.lowStock != Supply.NO_NOTICE) {
      watched = watched.length == 0 ? new Shelf[catalog.size()] : watched;
      for (int number : numbers) {
        watched[number] = shelf;
      }
    }
    if (!places.isEmpty()) {
      shelves.put(sku.id(), shelf);
      locations.addAll(places);
      computed.add(sku);
    }
  }

  /** Whether each SKU is one item. */
  boolean oneItemEach() {
    return shelves.isEmpty() && bundles.isEmpty();
  }

  boolean knows(String sku) {
    return catalog.number(sku) >= 0 || shelves.containsKey(sku) || bundles.containsKey(sku);
  }

  boolean knowsLocation(String location) {
    return locations.contains(location);
  }

  /** What a bundle is made of; empty for what is none. */
  List<Supply.Part> parts(String sku) {
    return bundles.isEmpty() ? List.of() : bundles.getOrDefault(sku, List.of());
  }

  /** Where the units of a SKU that is no bundle lie. */
  Shelf shelf(String sku) {
    Shelf shelf = shelves.get(sku);
    if (shelf != null) {
      return shelf;
    }
    return new Shelf(sku, new int[] {catalog.number(sku)}, List.of(), Supply.NO_NOTICE);
  }

  /** The SKU of an item. */
  static String sku(String item) {
    int at = item.indexOf('@');
    return at < 0 ? item : item.substring(0, at);
  }

  /** How much of an item may be sold beyond its stock. */
  long oversell(int item) {
    return item < oversell.length ? oversell[item] : 0;
  }

  boolean wantsNotices() {
    return watched.length > 0;
  }

  /** Where the SKU of an item lies that wants notices, or null. */
  @Nullable Shelf watched(int item) {
    return item < watched.length ? watched[item] : null;
  }

  /** The SKUs whose pools are sums over locations, or follow from those of their parts. */
  List<Sku> computed() {
    return computed;
  }
}
