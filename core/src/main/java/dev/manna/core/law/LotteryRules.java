package dev.manna.core.law;

import dev.manna.core.Command.Draw;
import dev.manna.core.Event;
import dev.manna.core.Event.Drawn;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * The draws of one claim. A draw is a point on the line of the user's tier, the weight of no prize
 * first, then the prizes in the order of the line.
 *
 * <p>With {@code redraw} the line ends where the prizes are locked for the user, and holds no prize
 * that is out of stock. Which prizes a user may not win more of is known only by asking for each,
 * so a draw that falls on one of them takes it off the line and is made again. What the rest is won
 * with is the same as if it had never stood there: be {@code W} the sum of the line and {@code E}
 * of what may be won; if with fewer of them on the line each prize of weight {@code w} is won with
 * {@code w / E}, then with one more, of weight {@code r}, it is won with {@code w / W + r / W * w /
 * E + ...}, which sums up to {@code w / W + (W - E) / W * w / E = w / E}.
 */
final class LotteryRules {
  private final Lottery lottery;
  private final Lines lines;
  private final Player player;
  private final Dice dice;
  private final List<Integer> exhausted = new ArrayList<>();
  private Gaps gaps;

  private LotteryRules(Lottery lottery, Lines lines, Player player, Dice dice) {
    this.lottery = lottery;
    this.lines = lines;
    this.player = player;
    this.dice = dice;
    gaps = new Gaps(lines.of(player.draws() + 1));
  }

  static Decision decide(
      CampaignState state, Lottery lottery, Draw draw, Event.Use use, Dice dice) {
    Lines lines = state.odds().lines();
    Allocations allocations = state.lottery().allocations;
    boolean personal = lines.personal() || allocations.exist();
    int user = personal ? state.users.find(use.claimant()) : -1;
    Player player = new Player(state, lines, user, draw.draws());
    if (allocations.exist()) {
      player.takeAllocated(allocations.due(user, draw.draws()));
    }
    LotteryRules rules = new LotteryRules(lottery, lines, player, dice);
    while (player.outcomes.size() < draw.draws() && rules.somethingLeft()) {
      rules.drawOnce();
    }
    return player.outcomes.isEmpty()
        ? Decision.refuses(Refusal.SOLD_OUT, "every prize that can be won is out of stock")
        : Decision.happens(new Drawn(state.number, use, player.allocated(), player.outcomes));
  }

  /** Whether there is a prize that a draw of this tier could win, were it open to the user. */
  private boolean somethingLeft() {
    Line line = lines.of(player.draws() + 1);
    long weight = line.free.sum();
    for (int item : exhausted) {
      weight -= line.weight(lines.place(item));
    }
    return weight > 0 || left(lines.fallback) || lines.guarantees.stream().anyMatch(this::left);
  }

  private boolean left(int item) {
    return item >= 0 && lines.rules(item).enabled() && player.available(item) > 0;
  }

  private void drawOnce() {
    Line line = lines.of(player.draws() + 1);
    int outcome =
        lottery.whenGone() instanceof WhenGone.Redraw ? amongWhatIsLeft(line) : amongAll(line);
    if (outcome == Drawn.MISS) {
      outcome = player.guaranteed();
    }
    player.take(outcome);
    if (outcome != Drawn.MISS && player.available(outcome) == 0) {
      exhausted.add(outcome);
      gaps.add(lines.place(outcome));
    }
  }

  private int amongWhatIsLeft(Line line) {
    if (gaps.line() != line) {
      gaps = gaps.on(line);
    }
    long open = line.freeBefore(lines.open(player.draws()));
    while (true) {
      long weights = open - gaps.sum();
      long point = pointOn(weights, line.noPrizeWeight);
      if (point < 0) {
        return Drawn.MISS;
      }
      int place = line.free.at(gaps.past(point));
      if (!player.atLimit(lines.item(place))) {
        return lines.item(place);
      }
      gaps.add(place);
    }
  }

  private int amongAll(Line line) {
    long point = pointOn(line.all.sum(), line.noPrizeWeight);
    if (point < 0) {
      return Drawn.MISS;
    }
    int item = lines.item(line.all.at(point));
    if (player.mayWin(item)) {
      return item;
    }
    return lines.fallback >= 0 && player.mayWin(lines.fallback) ? lines.fallback : Drawn.MISS;
  }

  /** A point on the prizes' stretches, negative where it falls on no prize, or there are none. */
  private long pointOn(long weights, long noPrizeWeight) {
    long all = weights + noPrizeWeight;
    return all == 0 ? -1 : dice.below(all) - noPrizeWeight;
  }
}
