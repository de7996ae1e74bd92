package dev.manna.simulation.fair;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.PrizeRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The draws of one claim, as a person with a list of prizes and a pencil would make them. */
public final class LotteryRecount {
  private static final int MISS = -1;

  private final Lottery lottery;
  private final Shelf shelf;
  private final History history;
  private final Oracle.Stream stream;
  private final List<Prize> line;
  private final List<Prize> guarantees;
  private final Map<String, Long> otherWeights = new HashMap<>();
  private final Set<Integer> takenOff = new HashSet<>();
  private final List<Integer> outcomes = new ArrayList<>();
  private long noPrizeWeight;
  private long misses;
  private int allocated;

  private LotteryRecount(Lottery lottery, Shelf shelf, History history, Oracle.Stream stream) {
    this.lottery = lottery;
    this.shelf = shelf;
    this.history = history;
    this.stream = stream;
    misses = history.misses();
    List<Prize> enabled =
        lottery.prizes().stream().filter(prize -> prize.rules().enabled()).toList();
    line =
        enabled.stream()
            .sorted(
                Comparator.<Prize>comparingInt(prize -> prize.rules().unlockAfter())
                    .thenComparingInt(this::item))
            .toList();
    guarantees =
        enabled.stream()
            .filter(prize -> prize.rules().guaranteedByMiss() > 0)
            .sorted(Comparator.comparingInt(prize -> prize.rules().guaranteedByMiss()))
            .toList();
  }

  /**
   * What each draw of a claim comes to: the item won, or -1 for a miss.
   *
   * @param draws how many the log says were made; fewer come back where everything runs out before
   */
  public static List<Integer> of(
      Lottery lottery, Shelf shelf, History history, Oracle.Stream stream, int draws) {
    return of(lottery, shelf, history, stream, List.of(), draws);
  }

  /**
   * The same for a claim whose first draws win what is set aside for its user.
   *
   * @param allocated the items of those draws; the shelf does not hold them
   */
  public static List<Integer> of(
      Lottery lottery,
      Shelf shelf,
      History history,
      Oracle.Stream stream,
      List<Integer> allocated,
      int draws) {
    LotteryRecount recount = new LotteryRecount(lottery, shelf, history, stream);
    allocated.forEach(recount::take);
    recount.allocated = allocated.size();
    while (recount.outcomes.size() < draws) {
      recount.enterTier();
      if (!recount.somethingLeft()) {
        break;
      }
      recount.draw();
    }
    return recount.outcomes;
  }

  private int item(Prize prize) {
    return shelf.itemOf(prize.id());
  }

  private long made() {
    return history.draws() + outcomes.size();
  }

  private void enterTier() {
    noPrizeWeight = lottery.noPrizeWeight();
    otherWeights.clear();
    for (Lottery.Tier tier : lottery.tiers()) {
      if (tier.fromDraw() <= made() + 1) {
        noPrizeWeight = tier.noPrizeWeight();
        otherWeights.clear();
        tier.weights().forEach(share -> otherWeights.put(share.prize(), share.weight()));
      }
    }
  }

  private long weight(Prize prize) {
    return otherWeights.getOrDefault(prize.id(), prize.weight());
  }

  private long wonNow(Prize prize, int from) {
    int item = item(prize);
    return outcomes.stream().skip(from).filter(outcome -> outcome == item).count();
  }

  private boolean inStock(Prize prize) {
    long free = shelf.free(item(prize));
    return free == Long.MAX_VALUE || free > wonNow(prize, allocated);
  }

  private boolean atLimit(Prize prize) {
    int most = prize.rules().perUser();
    return most > 0 && history.won(item(prize)) + wonNow(prize, 0) >= most;
  }

  private boolean canBeWon(Prize prize) {
    PrizeRules rules = prize.rules();
    return rules.enabled() && inStock(prize) && rules.unlockAfter() <= made() && !atLimit(prize);
  }

  private boolean isFallback(Prize prize) {
    return lottery.whenGone() instanceof WhenGone.Fallback named
        && named.prize().equals(prize.id());
  }

  private boolean somethingLeft() {
    return line.stream()
        .anyMatch(
            prize ->
                (weight(prize) > 0 || isFallback(prize) || prize.rules().guaranteedByMiss() > 0)
                    && inStock(prize));
  }

  private void draw() {
    int outcome = lottery.whenGone() instanceof WhenGone.Redraw ? amongWhatIsLeft() : amongAll();
    if (outcome == MISS) {
      outcome = guaranteed();
    }
    take(outcome);
  }

  private void take(int outcome) {
    misses = outcome == MISS ? misses + 1 : 0;
    outcomes.add(outcome);
  }

  private int amongWhatIsLeft() {
    while (true) {
      List<Prize> left =
          line.stream()
              .filter(prize -> inStock(prize) && prize.rules().unlockAfter() <= made())
              .filter(prize -> !takenOff.contains(item(prize)))
              .toList();
      Prize prize = fallOn(left);
      if (prize == null) {
        return MISS;
      }
      if (!atLimit(prize)) {
        return item(prize);
      }
      takenOff.add(item(prize));
    }
  }

  private int amongAll() {
    Prize prize = fallOn(line);
    if (prize == null) {
      return MISS;
    }
    if (canBeWon(prize)) {
      return item(prize);
    }
    return line.stream()
        .filter(each -> isFallback(each) && canBeWon(each))
        .mapToInt(this::item)
        .findFirst()
        .orElse(MISS);
  }

  private @Nullable Prize fallOn(List<Prize> prizes) {
    long all = noPrizeWeight + prizes.stream().mapToLong(this::weight).sum();
    if (all == 0) {
      return null;
    }
    long point = stream.below(all) - noPrizeWeight;
    for (Prize prize : prizes) {
      if (point < 0) {
        return null;
      }
      point -= weight(prize);
      if (point < 0) {
        return prize;
      }
    }
    return null;
  }

  private int guaranteed() {
    return guarantees.stream()
        .filter(prize -> prize.rules().guaranteedByMiss() <= misses + 1 && canBeWon(prize))
        .mapToInt(this::item)
        .findFirst()
        .orElse(MISS);
  }
}
