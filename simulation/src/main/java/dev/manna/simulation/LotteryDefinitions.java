package dev.manna.simulation;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.Share;
import dev.manna.core.Lottery.Tier;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.PrizeRules;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;

/** Makes up lotteries, and edits of them. */
final class LotteryDefinitions {
  private final Chance chance;

  LotteryDefinitions(Chance chance) {
    this.chance = chance;
  }

  Lottery any(Terms terms) {
    List<Prize> prizes = new ArrayList<>();
    int count = (int) chance.between(1, 6);
    for (int i = 0; i < count; i++) {
      long weight = i > 0 && chance.oneIn(4) ? 0 : chance.between(1, 50);
      long stock = chance.oneIn(12) ? Prize.UNLIMITED : chance.between(0, 40);
      prizes.add(new Prize("prize" + i, "", weight, stock, rules()));
    }
    WhenGone whenGone =
        switch (chance.below(3)) {
          case 0 -> new WhenGone.Redraw();
          case 1 -> new WhenGone.Miss();
          default -> new WhenGone.Fallback(chance.pick(prizes).id());
        };
    long noPrize = chance.oneIn(2) ? 0 : chance.between(1, 50);
    return new Lottery(terms, noPrize, prizes, whenGone, tiers(prizes), chance.oneIn(4), false);
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
          shares.add(new Share(prize.id(), chance.oneIn(3) ? 0 : chance.between(1, 50)));
        }
      }
      tiers.add(new Tier(fromDraw, chance.oneIn(2) ? 0 : chance.between(1, 50), shares));
    }
    return tiers;
  }

  Lottery edited(Lottery before, Terms terms) {
    List<Prize> prizes = new ArrayList<>();
    for (Prize prize : before.prizes()) {
      long stock = prize.unlimited() ? Prize.UNLIMITED : Definitions.moved(chance, prize.stock());
      long weight =
          prizes.isEmpty() ? prize.weight() : Math.max(0, prize.weight() - chance.below(3));
      PrizeRules rules = chance.oneIn(6) ? rules() : prize.rules();
      prizes.add(new Prize(prize.id(), prize.title(), weight, stock, rules));
    }
    if (chance.oneIn(3)) {
      prizes.add(new Prize("prize" + prizes.size(), "", chance.below(20), chance.below(20)));
    }
    List<Tier> tiers = chance.oneIn(6) ? tiers(prizes) : before.tiers();
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
