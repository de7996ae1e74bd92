package dev.manna.simulation;

import dev.manna.core.Leeway;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Supply;
import dev.manna.core.Supply.Location;
import dev.manna.core.Supply.Part;
import dev.manna.core.Terms;
import dev.manna.core.Waitlist;
import java.util.ArrayList;
import java.util.List;

/** Makes up sales, and edits of them. */
final class SaleDefinitions {
  static final List<String> LOCATIONS = List.of("east", "west", "north");

  private static final int MANY = 20;

  private final Chance chance;

  SaleDefinitions(Chance chance) {
    this.chance = chance;
  }

  Sale any(Terms terms) {
    List<Sku> skus = new ArrayList<>();
    // A shop with many goods makes events that are longer than a block of the disk.
    long count = chance.oneIn(12) ? chance.between(100, 400) : chance.between(1, 6);
    for (int i = 0; i < count; i++) {
      Sku sku = count > MANY ? new Sku("sku" + i, "", chance.between(0, 60)) : sku("sku" + i);
      skus.add(sku.limited(perUser()));
    }
    if (count <= MANY && chance.oneIn(3)) {
      skus.add(bundle("set", skus));
    }
    return new Sale(terms, skus, chance.oneIn(3), leeway());
  }

  private long perUser() {
    return chance.oneIn(3) ? chance.between(1, 12) : 0;
  }

  private Leeway leeway() {
    return new Leeway(
        chance.oneIn(2) ? 0 : chance.between(1, 5 * 60_000),
        chance.oneIn(2) ? Leeway.ANY : chance.below(3),
        waitlist());
  }

  private Waitlist waitlist() {
    return chance.oneIn(3)
        ? Waitlist.NONE
        : new Waitlist((int) chance.between(1, 12), chance.between(1, 3 * 60_000));
  }

  private Sku sku(String id) {
    if (chance.oneIn(4)) {
      List<Location> locations = new ArrayList<>();
      for (String each : LOCATIONS.subList(0, (int) chance.between(1, LOCATIONS.size()))) {
        locations.add(new Location(each, chance.between(0, 12), oversell()));
      }
      return Sku.of(id, "", new Supply(0, lowStock(), locations, List.of()));
    }
    Supply supply = new Supply(oversell(), lowStock(), List.of(), List.of());
    return new Sku(id, "", chance.between(0, 60), supply);
  }

  private long lowStock() {
    return chance.oneIn(4) ? chance.between(0, 20) : Supply.NO_NOTICE;
  }

  private long oversell() {
    return chance.oneIn(4) ? chance.between(1, 8) : 0;
  }

  /** Made of some that are no bundles. */
  private Sku bundle(String id, List<Sku> of) {
    List<Part> parts = new ArrayList<>();
    for (Sku sku : of) {
      if (!sku.isBundle() && (parts.isEmpty() || chance.oneIn(2))) {
        parts.add(new Part(sku.id(), chance.between(1, 3)));
      }
    }
    return Sku.of(id, "", Supply.bundle(parts.toArray(Part[]::new)));
  }

  Sale edited(Sale before, Terms terms) {
    List<Sku> skus = new ArrayList<>();
    before.skus().forEach(sku -> skus.add(edited(sku, before.skus())));
    if (chance.oneIn(3)) {
      skus.add(new Sku("sku" + skus.size(), "", chance.below(60)));
    }
    return new Sale(
        terms,
        skus,
        chance.oneIn(10) != before.movements(),
        chance.oneIn(3) ? leeway() : before.leeway());
  }

  private Sku edited(Sku sku, List<Sku> all) {
    long perUser = chance.oneIn(6) ? perUser() : sku.perUser();
    return sku.isBundle() ? restocked(sku, all) : restocked(sku, all).limited(perUser);
  }

  private Sku restocked(Sku sku, List<Sku> all) {
    Supply supply = sku.supply();
    if (sku.isBundle()) {
      return chance.oneIn(3) ? bundle(sku.id(), all) : sku;
    }
    if (supply.locations().isEmpty()) {
      Supply next =
          supply.plain() && !chance.oneIn(10)
              ? supply
              : new Supply(oversell(), lowStock(), List.of(), List.of());
      return new Sku(sku.id(), "", Definitions.moved(chance, sku.stock()), next);
    }
    List<Location> locations = new ArrayList<>();
    for (Location at : supply.locations()) {
      long stock = Definitions.moved(chance, at.stock());
      locations.add(chance.below(locations.size() + 1), new Location(at.id(), stock, oversell()));
    }
    if (chance.oneIn(8) && locations.size() < LOCATIONS.size()) {
      locations.add(new Location(LOCATIONS.get(locations.size()), chance.below(12)));
    }
    long low = chance.oneIn(3) ? lowStock() : supply.lowStock();
    return Sku.of(sku.id(), "", new Supply(0, low, locations, List.of()));
  }
}
