package dev.manna.simulation;

import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;

/** Makes up sales, and edits of them. */
final class SaleDefinitions {
  private final Chance chance;

  SaleDefinitions(Chance chance) {
    this.chance = chance;
  }

  Sale any(Terms terms) {
    List<Sku> skus = new ArrayList<>();
    // A shop with many goods makes events that are longer than a block of the disk.
    long count = chance.oneIn(12) ? chance.between(100, 400) : chance.between(1, 6);
    for (int i = 0; i < count; i++) {
      skus.add(new Sku("sku" + i, "", chance.between(0, 60)));
    }
    return new Sale(terms, skus);
  }

  Sale edited(Sale before, Terms terms) {
    List<Sku> skus = new ArrayList<>();
    before
        .skus()
        .forEach(sku -> skus.add(new Sku(sku.id(), "", Definitions.moved(chance, sku.stock()))));
    if (chance.oneIn(3)) {
      skus.add(new Sku("sku" + skus.size(), "", chance.below(60)));
    }
    return new Sale(terms, skus);
  }
}
