package dev.manna.core;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the units of a SKU come from, beyond a plain number of them.
 *
 * @param oversell how many units may be sold beyond the stock
 * @param lowStock a notice is given when no more than so many units are free, when none is, and
 *     when there are more again; {@link #NO_NOTICE} for none of that
 * @param locations where the stock lies, in order of preference; empty for one place
 * @param parts what a bundle is made of, which then has no stock of its own; empty for no bundle
 */
public record Supply(long oversell, long lowStock, List<Location> locations, List<Part> parts) {
  public static final long NO_NOTICE = -1;

  /** A SKU's locations are looked through one by one. */
  public static final int MAX_LOCATIONS = 100;

  /** Like the lines of an order that people write by hand. */
  public static final int MAX_PARTS = 100;

  /** So that the parts of 2,000 lines of a billion bundles add up within a long. */
  public static final int MAX_PART_QUANTITY = 10_000;

  /** One place, nothing beyond the stock, no notices. */
  public static final Supply PLAIN = new Supply(0, NO_NOTICE, List.of(), List.of());

  public Supply {
    Malformed.within("skus.oversell", oversell, 0, Campaign.MAX_SIZE);
    Malformed.within("skus.lowStock", lowStock, NO_NOTICE, Campaign.MAX_SIZE);
    Malformed.within("skus.locations", locations.size(), 0, MAX_LOCATIONS);
    Malformed.within("skus.parts", parts.size(), 0, MAX_PARTS);
    locations = List.copyOf(locations);
    parts = List.copyOf(parts);
    Set<String> seen = new HashSet<>();
    for (Location location : locations) {
      Malformed.unless(
          seen.add(location.id()), "skus.locations", '"' + location.id() + "\" stands twice");
    }
    seen.clear();
    for (Part part : parts) {
      Malformed.unless(seen.add(part.sku()), "skus.parts", '"' + part.sku() + "\" stands twice");
    }
    Malformed.unless(
        locations.isEmpty() || oversell == 0,
        "skus.oversell",
        "stands beside locations; each location says how much it may sell beyond its stock");
    Malformed.unless(
        parts.isEmpty() || (oversell == 0 && lowStock == NO_NOTICE && locations.isEmpty()),
        "skus.parts",
        "stands beside oversell, lowStock or locations; a bundle has no stock of its own");
  }

  /** Made of these, a bundle. */
  public static Supply bundle(Part... parts) {
    return new Supply(0, NO_NOTICE, List.of(), List.of(parts));
  }

  /** At these locations, the preferred one first. */
  public static Supply at(Location... locations) {
    return new Supply(0, NO_NOTICE, List.of(locations), List.of());
  }

  /** In one place, and so much may be sold beyond it. */
  public static Supply beyond(long oversell) {
    return new Supply(oversell, NO_NOTICE, List.of(), List.of());
  }

  /** Whether units are counted in one place and nothing else is said of them. */
  public boolean plain() {
    return oversell == 0 && lowStock == NO_NOTICE && locations.isEmpty() && parts.isEmpty();
  }

  /**
   * A place where units of a SKU lie.
   *
   * @param oversell how many units may be sold there beyond the stock
   */
  public record Location(String id, long stock, long oversell) {
    public Location {
      Ids.name("skus.locations.id", id);
      Malformed.within("skus.locations.stock", stock, 0, Campaign.MAX_SIZE);
      Malformed.within("skus.locations.oversell", oversell, 0, Campaign.MAX_SIZE);
    }

    public Location(String id, long stock) {
      this(id, stock, 0);
    }
  }

  /** So many units of a SKU in each bundle. */
  public record Part(String sku, long quantity) {
    public Part {
      Ids.name("skus.parts.sku", sku);
      Malformed.within("skus.parts.quantity", quantity, 1, MAX_PART_QUANTITY);
    }
  }
}
