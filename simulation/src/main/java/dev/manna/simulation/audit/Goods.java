package dev.manna.simulation.audit;

import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.StockEvent.Level;
import dev.manna.core.Supply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a sale sells as its definition says it: SKUs, where they lie, and what they are made of. */
final class Goods {
  private final Book book;
  private final Map<String, Sale.Sku> skus = new LinkedHashMap<>();

  Goods(Book book) {
    this.book = book;
    ((Sale) book.definition()).skus().forEach(sku -> skus.put(sku.id(), sku));
  }

  /** The stocks that a definition names, location by location. */
  static List<Book.Stock> stocks(Sale sale) {
    List<Book.Stock> stocks = new ArrayList<>();
    for (Sale.Sku sku : sale.skus()) {
      Supply supply = sku.supply();
      for (Supply.Location at : supply.locations()) {
        stocks.add(new Book.Stock(name(sku, at), "units", at.stock(), at.oversell()));
      }
      if (supply.locations().isEmpty() && supply.parts().isEmpty()) {
        stocks.add(new Book.Stock(sku.id(), "units", sku.stock(), supply.oversell()));
      }
    }
    return stocks;
  }

  private static String name(Sale.Sku sku, Supply.Location at) {
    return String.join("@", sku.id(), at.id());
  }

  boolean sells(String sku) {
    return skus.containsKey(sku);
  }

  boolean lieAt(String location) {
    return skus.values().stream()
        .flatMap(sku -> sku.supply().locations().stream())
        .anyMatch(at -> at.id().equals(location));
  }

  private Sale.Sku sku(String id) {
    Sale.@Nullable Sku sku = skus.get(id);
    if (sku == null) {
      throw new IllegalArgumentException(id + " is not sold");
    }
    return sku;
  }

  /** The units of each SKU that is no bundle, in the order of first naming. */
  Map<String, Long> wanted(List<Command.Line> lines) {
    Map<String, Long> wanted = new LinkedHashMap<>();
    for (Command.Line line : lines) {
      List<Supply.Part> parts = sku(line.sku()).supply().parts();
      List<Supply.Part> all = parts.isEmpty() ? List.of(new Supply.Part(line.sku(), 1)) : parts;
      for (Supply.Part part : all) {
        wanted.merge(part.sku(), Math.multiplyExact(part.quantity(), line.quantity()), Long::sum);
      }
    }
    return wanted;
  }

  /** Where a SKU lies, in the order of the definition. */
  List<Pile> piles(String id) {
    return items(sku(id), List.of()).stream().map(book::pile).toList();
  }

  private List<Integer> items(Sale.Sku sku, List<String> first) {
    List<String> names = new ArrayList<>();
    List<Supply.Location> locations = sku.supply().locations();
    for (String preferred : first) {
      locations.stream()
          .filter(at -> at.id().equals(preferred))
          .forEach(at -> names.add(name(sku, at)));
    }
    locations.forEach(at -> names.add(name(sku, at)));
    if (locations.isEmpty()) {
      names.add(sku.id());
    }
    return names.stream().distinct().map(book::itemOf).toList();
  }

  /** From which items so many units come, of which there are enough in all. */
  List<Event.Taken> taken(String id, long units, List<String> first) {
    List<Integer> items = items(sku(id), first);
    for (int item : items) {
      if (book.pile(item).has(units)) {
        return List.of(new Event.Taken(item, units));
      }
    }
    List<Event.Taken> taken = new ArrayList<>();
    long missing = units;
    for (int item : items) {
      long some = Math.min(missing, book.pile(item).free());
      if (some > 0) {
        taken.add(new Event.Taken(item, some));
        missing -= some;
      }
    }
    return taken;
  }

  /** The pools of items, then those that follow from them: sums over locations, and bundles. */
  List<Reply.Pool> pools() {
    List<Reply.Pool> pools = new ArrayList<>();
    for (Pile pile : book.piles()) {
      pools.add(pile.goods(told(pile.item.split("@", 2)[0])));
    }
    for (Sale.Sku sku : skus.values()) {
      if (!sku.supply().parts().isEmpty()) {
        pools.add(bundle(sku));
      } else if (!sku.supply().locations().isEmpty()) {
        pools.add(sum(sku));
      }
    }
    return pools;
  }

  /** What was told of a SKU that wants to be told of. */
  private Level told(String sku) {
    return sku(sku).supply().lowStock() < 0 ? Level.ENOUGH : book.notes.told(sku);
  }

  private Reply.Pool bundle(Sale.Sku sku) {
    long most =
        sku.supply().parts().stream()
            .mapToLong(
                part -> piles(part.sku()).stream().mapToLong(Pile::free).sum() / part.quantity())
            .min()
            .orElseThrow();
    return new Reply.Pool(
        sku.id(), "units", most, most, 0, 0, new Reply.Goods(0, 0, Level.ENOUGH, true));
  }

  private Reply.Pool sum(Sale.Sku sku) {
    List<Pile> piles = piles(sku.id());
    return new Reply.Pool(
        sku.id(),
        "units",
        piles.stream().mapToLong(Pile::total).sum(),
        piles.stream().mapToLong(Pile::free).sum(),
        piles.stream().mapToLong(Pile::held).sum(),
        piles.stream().mapToLong(Pile::given).sum(),
        piles.stream().mapToLong(Pile::quarantined).sum(),
        new Reply.Goods(0, piles.stream().mapToLong(Pile::beyond).sum(), told(sku.id()), true));
  }
}
