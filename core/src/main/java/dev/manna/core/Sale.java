package dev.manna.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Goods with stock: an order takes all of its lines or none, at once or as a hold that expires.
 *
 * @param movements whether every change of stock is kept, to be read by item
 * @param leeway what it grants its users beyond the goods
 */
public record Sale(Terms terms, List<Sku> skus, boolean movements, Leeway leeway)
    implements Campaign {
  /** Lines of one order; the longest of 25,900 orders of a real shop has 1,114. */
  public static final int MAX_LINES = 2_000;

  /** Thirty days: a hold that lasts longer is a sale. */
  public static final long MAX_HOLD_MILLIS = 30L * 86_400_000;

  public Sale {
    Malformed.within("skus", skus.size(), 1, MAX_ITEMS);
    skus = List.copyOf(skus);
    Map<String, Sku> byId = new HashMap<>();
    long items = 0;
    for (Sku sku : skus) {
      Malformed.unless(
          byId.put(sku.id(), sku) == null, "skus", "SKU \"" + sku.id() + "\" stands twice");
      items += Math.max(1, sku.supply().locations().size());
    }
    Malformed.within("skus.locations", items, 1, MAX_ITEMS);
    for (Sku sku : skus) {
      for (Supply.Part part : sku.supply().parts()) {
        Sku of = byId.get(part.sku());
        Malformed.unless(
            of != null && !of.isBundle(),
            "skus.parts.sku",
            '"' + part.sku() + "\" is no SKU of this sale, or is a bundle itself");
      }
    }
  }

  /** Goods whose movements are not kept. */
  public Sale(Terms terms, List<Sku> skus) {
    this(terms, skus, false);
  }

  /** Nothing beyond the goods. */
  public Sale(Terms terms, List<Sku> skus, boolean movements) {
    this(terms, skus, movements, Leeway.PLAIN);
  }

  /** Goods whose movements are not kept. */
  public Sale(Terms terms, List<Sku> skus, Leeway leeway) {
    this(terms, skus, false, leeway);
  }

  @Override
  public String kind() {
    return "sale";
  }

  /**
   * One kind of goods and how many units of it there are to sell in all.
   *
   * @param stock at all locations together; 0 for a bundle
   * @param perUser how many units a user may have of it, 0 for as many as there are
   */
  public record Sku(String id, String title, long stock, Supply supply, long perUser) {
    public Sku {
      Ids.name("skus.id", id);
      Ids.title("skus.title", title);
      Malformed.within("skus.stock", stock, 0, MAX_SIZE);
      Malformed.unless(
          supply.locations().isEmpty() || stock == sum(supply.locations()),
          "skus.stock",
          stock + " is not the sum of the locations of \"" + id + '"');
      Malformed.unless(
          supply.parts().isEmpty() || stock == 0,
          "skus.stock",
          "\"" + id + "\" is a bundle, which has no stock of its own");
      Malformed.within("skus.perUser", perUser, 0, MAX_SIZE);
      Malformed.unless(
          supply.parts().isEmpty() || perUser == 0,
          "skus.perUser",
          "\"" + id + "\" is a bundle; its parts have limits");
    }

    /** As many for each user as there are. */
    public Sku(String id, String title, long stock, Supply supply) {
      this(id, title, stock, supply, 0);
    }

    /** The same with so many for each user. */
    public Sku limited(long units) {
      return new Sku(id, title, stock, supply, units);
    }

    /** Goods in one place. */
    public Sku(String id, String title, long stock) {
      this(id, title, stock, Supply.PLAIN);
    }

    /** Goods at several locations, or a bundle. */
    public static Sku of(String id, String title, Supply supply) {
      return new Sku(id, title, sum(supply.locations()), supply);
    }

    private static long sum(List<Supply.Location> locations) {
      return locations.stream().mapToLong(Supply.Location::stock).sum();
    }

    public boolean isBundle() {
      return !supply.parts().isEmpty();
    }

    /**
     * The items that are counted apart: the SKU itself, {@code sku@location} for each location, or
     * none for a bundle.
     */
    public List<Item> items() {
      if (isBundle()) {
        return List.of();
      }
      if (supply.locations().isEmpty()) {
        return List.of(new Item(id, stock, supply.oversell()));
      }
      return supply.locations().stream()
          .map(at -> new Item(id + '@' + at.id(), at.stock(), at.oversell()))
          .toList();
    }
  }

  /** Units that are counted together. */
  public record Item(String id, long stock, long oversell) {}
}
