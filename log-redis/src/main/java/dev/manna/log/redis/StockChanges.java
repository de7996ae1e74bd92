package dev.manna.log.redis;

import dev.manna.core.Batch;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * How many units of each item a batch gives away, whatever else of it comes back in the same
   * batch; items of which it gives nothing may be left out. So much is counted against the window,
   * which bounds what is set aside after a failover. Unless it is said otherwise, what the stock
   * falls by.
   */
  default Map<String, Long> taken(Batch batch) {
    Map<String, Long> taken = new HashMap<>();
    of(batch)
        .forEach(
            (item, change) -> {
              if (change < 0) {
                taken.put(item, -Math.max(change, -Long.MAX_VALUE));
              }
            });
    return taken;
  }

  /** How many units of each item all of some batches give away. */
  default Map<String, Long> taken(Iterable<Batch> batches) {
    Map<String, Long> taken = new HashMap<>();
    for (Batch each : batches) {
      taken(each).forEach((item, units) -> taken.merge(item, units, Math::addExact));
    }
    return taken;
  }

  /**
   * A batch that sets units aside, so that they are given to nobody who does not show that they
   * were his before Redis failed: what nodes that are silent may have acknowledged. A recovery
   * appends it, once it has waited for them long enough. By {@link #of} it adds nothing, and takes
   * no more than it is asked for; it may leave that to batches after it.
   *
   * @param epoch the one that begins with it
   * @param first the position of its first event
   * @param leastMillis its time is this or later: the time of the batch before it
   * @param units so many of each item may have been given away, whatever there is of it
   * @return null where nothing is set aside: then it is waited for them, or for an operator
   */
  default @Nullable Batch setAside(
      long epoch, long first, long leastMillis, Map<String, Long> units) {
    return null;
  }
}
