package dev.manna.core.law;

import dev.manna.core.Campaign;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Sale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The items of a campaign: from an id to its number and back. A number is for ever; a later
 * definition only adds items.
 */
final class Catalog {
  /**
   * A red packet rain's money is its item 0, and unless the split is fixed its packets are item 1.
   */
  static final int MONEY = 0;

  static final int PACKETS = 1;

  static final Catalog EMPTY = new Catalog(List.of());

  private final List<String> ids;
  private final Map<String, Integer> numbers = new HashMap<>();

  Catalog(List<String> ids) {
    this.ids = ids;
    for (String id : ids) {
      numbers.put(id, numbers.size());
    }
  }

  /** This catalog and behind it the items that the definition names and this does not. */
  Catalog with(Campaign definition) {
    List<String> more = new ArrayList<>(ids);
    for (String id : named(definition)) {
      if (!numbers.containsKey(id)) {
        more.add(id);
      }
    }
    return more.size() == ids.size() ? this : new Catalog(more);
  }

  int size() {
    return ids.size();
  }

  String id(int item) {
    return ids.get(item);
  }

  /** The ids of all items, by their numbers. */
  List<String> ids() {
    return ids;
  }

  /** The number of an item, or -1. */
  int number(String id) {
    Integer number = numbers.get(id);
    return number == null ? -1 : number;
  }

  /** The items that a definition names, in its order. */
  static List<String> named(Campaign definition) {
    return switch (definition) {
      case Lottery lottery -> lottery.prizes().stream().map(Lottery.Prize::id).toList();
      case Sale sale ->
          sale.skus().stream().flatMap(sku -> sku.items().stream()).map(Sale.Item::id).toList();
      case RedPacket redPacket -> {
        List<String> ids = new ArrayList<>(List.of("budget"));
        if (redPacket.split() instanceof Split.Fixed fixed) {
          fixed.denominations().forEach(each -> ids.add(each.id()));
        } else {
          ids.add("packet");
        }
        redPacket.plan().goods().forEach(good -> ids.add(good.id()));
        yield ids;
      }
    };
  }

  /** What a definition says there is of each item that it names, in the order of {@link #named}. */
  static long[] totals(Campaign definition) {
    return switch (definition) {
      case Lottery lottery -> lottery.prizes().stream().mapToLong(Lottery.Prize::stock).toArray();
      case Sale sale ->
          sale.skus().stream()
              .flatMap(sku -> sku.items().stream())
              .mapToLong(Sale.Item::stock)
              .toArray();
      case RedPacket redPacket -> {
        LongStream.Builder totals = LongStream.builder().add(redPacket.budgetCents());
        if (redPacket.split() instanceof Split.Fixed fixed) {
          fixed.denominations().forEach(each -> totals.add(each.count()));
        } else {
          totals.add(redPacket.packets());
        }
        redPacket.plan().goods().forEach(good -> totals.add(good.stock()));
        yield totals.build().toArray();
      }
    };
  }
}
