package dev.manna.core.law;

import dev.manna.core.Command.Draw;
import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The draws of one claim. The state stays as it is, so what earlier draws of the claim won is kept
 * beside it: a prize whose last unit one of them took is gone for the next.
 */
final class LotteryRules {
  private final CampaignState state;
  private final Lottery lottery;
  private final Dice dice;
  private final List<Integer> won;

  /** The prizes that this claim itself exhausted, in ascending order, and their weights' sum. */
  private int[] exhausted = {};

  private long exhaustedWeight;

  private LotteryRules(CampaignState state, Lottery lottery, Dice dice, int draws) {
    this.state = state;
    this.lottery = lottery;
    this.dice = dice;
    won = new ArrayList<>(draws);
  }

  static Decision decide(
      CampaignState state, Lottery lottery, Draw draw, Event.Use use, Dice dice) {
    LotteryRules rules = new LotteryRules(state, lottery, dice, draw.draws());
    if (!rules.somethingLeft()) {
      return Decision.refuses(Refusal.SOLD_OUT, "every prize that can be won is out of stock");
    }
    int draws = 0;
    while (draws < draw.draws() && rules.somethingLeft()) {
      rules.drawOnce();
      draws++;
    }
    return Decision.happens(new Event.Drawn(state.number, use, draws, rules.won));
  }

  private boolean somethingLeft() {
    int fallback = state.odds().fallback;
    return freeWeight() > 0 || (fallback >= 0 && available(fallback) > 0);
  }

  private long freeWeight() {
    return state.odds().free.sum() - exhaustedWeight;
  }

  private void drawOnce() {
    boolean redraw = lottery.whenGone() instanceof WhenGone.Redraw;
    // Drawing again among what is left until something is left is drawing among what is left.
    long weights = redraw ? freeWeight() : state.odds().all.sum();
    long point = dice.below(weights + lottery.noPrizeWeight()) - lottery.noPrizeWeight();
    if (point < 0) {
      return;
    }
    int item = redraw ? state.odds().free.at(pastExhausted(point)) : state.odds().all.at(point);
    if (available(item) == 0) {
      item = state.odds().fallback;
      if (item < 0 || available(item) == 0) {
        return;
      }
    }
    win(item);
  }

  private void win(int item) {
    won.add(item);
    if (available(item) == 0) {
      exhausted = Arrays.copyOf(exhausted, exhausted.length + 1);
      exhausted[exhausted.length - 1] = item;
      Arrays.sort(exhausted);
      exhaustedWeight += state.odds().weight(item);
    }
  }

  private long available(int item) {
    long available = state.items.available(item);
    if (available == Items.ENDLESS) {
      return available;
    }
    for (int each : won) {
      if (each == item) {
        available--;
      }
    }
    return available;
  }

  /** From a point on the line without the exhausted prizes' stretches to one on the whole line. */
  private long pastExhausted(long point) {
    long whole = point;
    for (int item : exhausted) {
      if (whole >= state.odds().free.before(item)) {
        whole += state.odds().weight(item);
      }
    }
    return whole;
  }
}
