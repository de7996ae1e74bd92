package dev.manna.simulation.audit;

import dev.manna.core.Sale;
import dev.manna.core.StockEvent.Level;
import dev.manna.core.StockEvent.Noticed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which levels of a sale's goods were told, and which are to be told next. */
final class Notes {
  private final Book book;

  /** By SKU, what was told last. */
  private final Map<String, Level> told = new HashMap<>();

  private final List<Watched> watched = new ArrayList<>();

  /** A SKU that wants to be told of, or did until the last definition: {@code low} is -1 then. */
  private record Watched(String sku, long low, List<Pile> piles, int item) {
    long free() {
      return piles.stream().mapToLong(Pile::free).sum();
    }

    Level level() {
      return low < 0 || free() > low ? Level.ENOUGH : free() > 0 ? Level.LOW : Level.SOLD_OUT;
    }
  }

  Notes(Book book) {
    this.book = book;
  }

  /** The book has another definition. */
  void define(Sale sale) {
    watched.clear();
    Goods goods = new Goods(book);
    for (Sale.Sku sku : sale.skus()) {
      long low = sku.supply().lowStock();
      if (low >= 0 || told(sku.id()) != Level.ENOUGH) {
        List<Pile> piles = goods.piles(sku.id());
        int item = piles.stream().mapToInt(pile -> book.itemOf(pile.item)).min().orElseThrow();
        watched.add(new Watched(sku.id(), low, piles, item));
      }
    }
  }

  Level told(String sku) {
    return told.getOrDefault(sku, Level.ENOUGH);
  }

  void tell(Noticed noticed) {
    told.put(book.pile(noticed.item()).item.split("@", 2)[0], noticed.level());
  }

  /** What must be told of the goods as they stand. */
  List<Noticed> due() {
    List<Noticed> due = new ArrayList<>();
    for (Watched each : watched) {
      if (each.level() != told(each.sku())) {
        due.add(new Noticed(book.number, each.item(), each.level(), each.free()));
      }
    }
    return due;
  }
}
