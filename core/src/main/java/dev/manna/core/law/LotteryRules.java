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
  private final Lines lines;
  private final Player player;
  private final Dice dice;
  private final boolean redraws;

  /** Prizes of which the claim took the last unit; most claims take none. */
  private List<Integer> exhausted = List.of();

  private Line line;
  private Gaps gaps;

  /** The sum of the prizes that the next draw falls on. */
  private long weights;

  /** Whether there is a prize that the next draw could win, were it open to the user. */
  private boolean somethingLeft;

  private LotteryRules(Lottery lottery, Lines lines, Player player, Dice dice) {
    this.lines = lines;
    this.player = player;
    this.dice = dice;
    redraws = lottery.whenGone() instanceof WhenGone.Redraw;
    line = lines.of(player.draws() + 1);
    gaps = new Gaps(line);
    look();
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
    while (player.made() < draw.draws() && rules.somethingLeft) {
      rules.drawOnce();
    }
    return player.made() == 0
        ? Decision.refuses(Refusal.SOLD_OUT, "every prize that can be won is out of stock")
        : Decision.happens(new Drawn(state.number, use, player.allocated(), player.outcomes()));
  }

  /** What the next draw meets: the same as the last one, unless that or its number changed it. */
  private void look() {
    Line next = lines.of(player.draws() + 1);
    if (next != line) {
      line = next;
      gaps = gaps.on(next);
    }
    somethingLeft = unitsLeft();
    weights = redraws ? open() - gaps.sum() : line.all.sum();
  }

  private boolean unitsLeft() {
    long weight = line.free.sum();
    for (int item : exhausted) {
      weight -= line.weight(lines.place(item));
    }
    return weight > 0 || left(lines.fallback) || lines.guarantees.stream().anyMatch(this::left);
  }

  private boolean left(int item) {
    return item >= 0 && lines.rules(item).enabled() && player.available(item) > 0;
  }

  private long open() {
    return line.freeBefore(lines.open(player.draws()));
  }

  private void drawOnce() {
    int outcome = redraws ? amongWhatIsLeft() : amongAll();
    if (outcome == Drawn.MISS) {
      outcome = player.guaranteed();
    }
    player.take(outcome);
    boolean gone = outcome != Drawn.MISS && player.exhausted(outcome);
    if (gone) {
      if (exhausted.isEmpty()) {
        exhausted = new ArrayList<>();
      }
      exhausted.add(outcome);
      gaps.add(lines.place(outcome));
    }
    if (gone || lines.personal()) {
      look();
    }
  }

  private int amongWhatIsLeft() {
    while (true) {
      long point = point();
      if (point < 0) {
        return Drawn.MISS;
      }
      int place = line.free.at(gaps.past(point));
      if (!player.atLimit(lines.item(place))) {
        return lines.item(place);
      }
      gaps.add(place);
      weights = open() - gaps.sum();
    }
  }

  private int amongAll() {
    long point = point();
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
  private long point() {
    long all = weights + line.noPrizeWeight;
    return all == 0 ? -1 : dice.below(all) - line.noPrizeWeight;
  }
}
