package dev.manna.log.redis;

import dev.manna.core.Batch;
import java.util.List;
import java.util.Map;

/**
 * How a log goes on in another epoch.
 *
 * @param found what stood in Redis when this was decided; nothing happens where it stands no more
 * @param epoch the new one, higher than all before
 * @param kept up to where what Redis holds is kept; what comes after it there is removed. Where
 *     Redis holds nothing, where the survivors begin
 * @param survivors batches that follow, from the nodes' copies
 * @param stock the whole stock view after them
 * @param taken what is taken of each item by what the log then holds and is not drained
 * @param drained up to where the books hold the log
 * @param replaces whether nothing of what Redis holds is kept, not even up to there
 */
public record Reopening(
    Standing found,
    long epoch,
    LogMark kept,
    List<Batch> survivors,
    Map<String, Long> stock,
    Map<String, Long> taken,
    long drained,
    boolean replaces) {

  /** What Redis holds up to there is kept. */
  public Reopening(
      Standing found,
      long epoch,
      LogMark kept,
      List<Batch> survivors,
      Map<String, Long> stock,
      Map<String, Long> taken,
      long drained) {
    this(found, epoch, kept, survivors, stock, taken, drained, false);
  }

  public Reopening {
    survivors = List.copyOf(survivors);
    stock = Map.copyOf(stock);
    taken = Map.copyOf(taken);
    long at = kept.position();
    for (Batch each : survivors) {
      if (each.first() != at + 1) {
        throw new IllegalArgumentException(
            "survivors follow each other: after position " + at + " comes " + each.first());
      }
      at = each.last();
    }
    if (epoch <= found.epoch() || drained > at) {
      throw new IllegalArgumentException(
          "epoch %d follows %d, and of %d events %d are drained"
              .formatted(epoch, found.epoch(), at, drained));
    }
  }

  /** The log as it is found, unchanged, in the next epoch. */
  public static Reopening unchanged(
      Standing found, Map<String, Long> stock, Map<String, Long> taken) {
    return new Reopening(
        found, found.epoch() + 1, found.end(), List.of(), stock, taken, found.drained());
  }
}
