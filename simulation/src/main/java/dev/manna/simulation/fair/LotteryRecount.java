package dev.manna.simulation.fair;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The draws of one claim, as a person with a list of prizes and a pencil would make them. */
public final class LotteryRecount {
  private final Lottery lottery;
  private final Shelf shelf;
  private final Oracle.Stream stream;
  private final long[] weights;
  private final Map<Integer, Long> taken = new HashMap<>();

  private LotteryRecount(Lottery lottery, Shelf shelf, Oracle.Stream stream) {
    this.lottery = lottery;
    this.shelf = shelf;
    this.stream = stream;
    weights = new long[shelf.items()];
    for (Prize prize : lottery.prizes()) {
      weights[shelf.itemOf(prize.id())] = prize.weight();
    }
  }

  /**
   * The prizes that a claim wins, in the order of its draws.
   *
   * @param draws how many the log says were made
   */
  public static Outcome of(Lottery lottery, Shelf shelf, Oracle.Stream stream, int draws) {
    LotteryRecount recount = new LotteryRecount(lottery, shelf, stream);
    List<Integer> won = new ArrayList<>();
    int made = 0;
    while (made < draws && recount.somethingLeft()) {
      int item = recount.drawOnce();
      if (item >= 0) {
        recount.taken.merge(item, 1L, Long::sum);
        won.add(item);
      }
      made++;
    }
    return new Outcome(made, won);
  }

  /**
   * What came of a claim.
   *
   * @param draws how many could be made
   * @param won the items, in the order of the draws that won
   */
  public record Outcome(int draws, List<Integer> won) {}

  private long free(int item) {
    long free = shelf.free(item);
    return free == Long.MAX_VALUE ? free : free - taken.getOrDefault(item, 0L);
  }

  private int fallback() {
    return lottery.whenGone() instanceof WhenGone.Fallback named ? shelf.itemOf(named.prize()) : -1;
  }

  private boolean somethingLeft() {
    for (int item = 0; item < weights.length; item++) {
      if ((weights[item] > 0 || item == fallback()) && free(item) > 0) {
        return true;
      }
    }
    return false;
  }

  /** The item that the next draw wins, or -1. */
  private int drawOnce() {
    boolean redraw = lottery.whenGone() instanceof WhenGone.Redraw;
    long sum = lottery.noPrizeWeight();
    for (int item = 0; item < weights.length; item++) {
      sum += weight(item, redraw);
    }
    long point = stream.below(sum);
    if (point < lottery.noPrizeWeight()) {
      return -1;
    }
    long upTo = lottery.noPrizeWeight();
    int item = -1;
    while (point >= upTo) {
      item++;
      upTo += weight(item, redraw);
    }
    if (free(item) > 0) {
      return item;
    }
    int fallback = fallback();
    return fallback >= 0 && free(fallback) > 0 ? fallback : -1;
  }

  private long weight(int item, boolean onlyFree) {
    return onlyFree && free(item) == 0 ? 0 : weights[item];
  }
}
