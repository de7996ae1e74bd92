package dev.manna.log.redis;

import dev.manna.core.Batch;
import java.util.Map;

/**
 * What the events of a batch change of a stock that Redis keeps beside the log, as a guard: no
 * batch takes an item below zero, whatever the node that appends it believes.
 */
@FunctionalInterface
public interface StockChanges {
  /** No stock is kept. */
  StockChanges NONE = batch -> Map.of();

  /**
   * The signed change of each item, in the item's own unit; items that do not change may be left
   * out. It reads the batch's payload through a duplicate, and depends on the batch alone.
   */
  Map<String, Long> of(Batch batch);
}
