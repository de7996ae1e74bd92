package dev.manna.log.redis;

import dev.manna.core.Batch;
import dev.manna.core.StockChange;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What batches say of the stock, by the names of the items. */
final class StockChanges {
  private StockChanges() {}

  /** Adds what a batch changes to a stock. */
  static void add(Batch batch, Map<String, Long> stock) {
    for (StockChange each : batch.stock()) {
      stock.merge(each.name(), each.change(), Math::addExact);
    }
  }

  /** All that some batches change, and take. */
  static SortedMap<String, StockChange> sum(Iterable<Batch> batches) {
    SortedMap<String, StockChange> sum = new TreeMap<>();
    for (Batch batch : batches) {
      for (StockChange each : batch.stock()) {
        sum.merge(each.name(), each, StockChange::plus);
      }
    }
    return sum;
  }

  /** How many units of each item some batches take. */
  static SortedMap<String, Long> taken(Iterable<Batch> batches) {
    SortedMap<String, Long> taken = new TreeMap<>();
    for (Batch batch : batches) {
      for (StockChange each : batch.stock()) {
        if (each.taken() > 0) {
          taken.merge(each.name(), each.taken(), Math::addExact);
        }
      }
    }
    return taken;
  }
}
