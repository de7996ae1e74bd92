package dev.manna.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Goods with stock: an order takes all of its lines or none, at once or as a hold that expires. */
public record Sale(Terms terms, List<Sku> skus) implements Campaign {
  /** Lines of one order; the longest of 25,900 orders of a real shop has 1,114. */
  public static final int MAX_LINES = 2_000;

  /** Thirty days: a hold that lasts longer is a sale. */
  public static final long MAX_HOLD_MILLIS = 30L * 86_400_000;

  public Sale {
    Malformed.within("skus", skus.size(), 1, MAX_ITEMS);
    skus = List.copyOf(skus);
    Set<String> seen = new HashSet<>();
    for (Sku sku : skus) {
      Malformed.unless(seen.add(sku.id()), "skus", "SKU \"" + sku.id() + "\" stands twice");
    }
  }

  @Override
  public String kind() {
    return "sale";
  }

  /** One kind of goods and how many units of it there are to sell in all. */
  public record Sku(String id, String title, long stock) {
    public Sku {
      Ids.name("skus.id", id);
      Ids.title("skus.title", title);
      Malformed.within("skus.stock", stock, 0, MAX_SIZE);
    }
  }
}
