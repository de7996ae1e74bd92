package dev.manna.simulation;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.Share;
import dev.manna.core.Lottery.Tier;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.PrizeRules;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes up lotteries, and edits of them. */
final class LotteryDefinitions {
  private static final long MOST_OPEN_MILLIS = 120_000;

  private final Chance chance;

  /** Now and then the weights of a lottery are more than a number of 32 bits holds. */
  private long heaviest = 50;

  LotteryDefinitions(Chance chance) {
    this.chance = chance;
  }

  Lottery any(Terms terms, long now) {
    return chance.oneIn(3) ? raffle(terms, now) : draws(terms);
  }

  /** Mostly one that is drawn soon, and has more units than users or fewer. */
  private Lottery raffle(Terms terms, long now) {
    long end = Math.max(terms.startMillis() + 1, now + chance.between(500, MOST_OPEN_MILLIS));
    List<Prize> prizes = new ArrayList<>();
    int count = (int) chance.between(1, 4);
    for (int i = 0; i < count; i++) {
      prizes.add(new Prize("prize" + i, "", 0, chance.between(0, 6), enabledOrNot()));
    }
    return new Lottery(
        chance.oneIn(4) ? terms : terms.within(terms.startMillis(), end),
        0,
        prizes,
        new WhenGone.Redraw(),
        List.of(),
        chance.oneIn(4),
        true);
  }

  private PrizeRules enabledOrNot() {
    return new PrizeRules(chance.below(1_000), 0, !chance.oneIn(8), 0, 0);
  }

  private Lottery draws(Terms terms) {
    heaviest = chance.oneIn(6) ? Lottery.MAX_WEIGHT : 50;
    List<Prize> prizes = new ArrayList<>();
    int count = (int) chance.between(1, 6);
    for (int i = 0; i < count; i++) {
      long weight = i > 0 && chance.oneIn(4) ? 0 : weight();
      long stock = chance.oneIn(12) ? Prize.UNLIMITED : chance.between(0, 40);
      prizes.add(new Prize("prize" + i, "", weight, stock, rules()));
    }
    WhenGone whenGone =
        switch (chance.below(3)) {
          case 0 -> new WhenGone.Redraw();
          case 1 -> new WhenGone.Miss();
          default -> new WhenGone.Fallback(chance.pick(prizes).id());
        };
    long noPrize = chance.oneIn(2) ? 0 : weight();
    return new Lottery(terms, noPrize, prizes, whenGone, tiers(prizes), chance.oneIn(4), false);
  }

  private long weight() {
    return heaviest == Lottery.MAX_WEIGHT
        ? chance.between(heaviest / 2, heaviest)
        : chance.between(1, heaviest);
  }

  private PrizeRules rules(Lottery of) {
    return of.raffle() ? enabledOrNot() : rules();
  }

  private PrizeRules rules() {
    if (chance.oneIn(2)) {
      return PrizeRules.NONE;
    }
    return new PrizeRules(
        chance.below(1_000),
        chance.oneIn(2) ? (int) chance.between(1, 4) : 0,
        !chance.oneIn(12),
        chance.oneIn(2) ? (int) chance.between(1, 8) : 0,
        chance.oneIn(3) ? (int) chance.between(1, 5) : 0);
  }

  private List<Tier> tiers(List<Prize> prizes) {
    List<Tier> tiers = new ArrayList<>();
    int fromDraw = 1;
    while (chance.oneIn(3) && tiers.size() < 3) {
      fromDraw += (int) chance.between(1, 6);
      List<Share> shares = new ArrayList<>();
      for (Prize prize : prizes) {
        if (chance.oneIn(2)) {
          shares.add(new Share(prize.id(), chance.oneIn(3) ? 0 : weight()));
        }
      }
      tiers.add(new Tier(fromDraw, chance.oneIn(2) ? 0 : weight(), shares));
    }
    return tiers;
  }

  Lottery edited(Lottery before, Terms terms) {
    List<Prize> prizes = new ArrayList<>();
    for (Prize prize : before.prizes()) {
      long stock = prize.unlimited() ? Prize.UNLIMITED : Definitions.moved(chance, prize.stock());
      long weight =
          prizes.isEmpty() ? prize.weight() : Math.max(0, prize.weight() - chance.below(3));
      PrizeRules rules = chance.oneIn(6) ? rules(before) : prize.rules();
      prizes.add(new Prize(prize.id(), prize.title(), weight, stock, rules));
    }
    if (chance.oneIn(3)) {
      int weight = before.raffle() ? 0 : chance.below(20);
      prizes.add(new Prize("prize" + prizes.size(), "", weight, chance.below(20)));
    }
    if (before.raffle() && chance.oneIn(3)) {
      Collections.reverse(prizes);
    }
    List<Tier> tiers = chance.oneIn(6) && !before.raffle() ? tiers(prizes) : before.tiers();
    return new Lottery(
        terms,
        before.noPrizeWeight(),
        prizes,
        before.whenGone(),
        tiers,
        chance.oneIn(10) != before.chances(),
        before.raffle());
  }
}
