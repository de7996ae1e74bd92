package dev.manna.simulation;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
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
      prizes.add(new Prize("prize" + i, "", weight, stock));
    }
    WhenGone whenGone =
        switch (chance.below(3)) {
          case 0 -> new WhenGone.Redraw();
          case 1 -> new WhenGone.Miss();
          default -> new WhenGone.Fallback(chance.pick(prizes).id());
        };
    long noPrize = chance.oneIn(2) ? 0 : chance.between(1, 50);
    return new Lottery(terms, noPrize, prizes, whenGone);
  }

  Lottery edited(Lottery before, Terms terms) {
    List<Prize> prizes = new ArrayList<>();
    for (Prize prize : before.prizes()) {
      long stock = prize.unlimited() ? Prize.UNLIMITED : Definitions.moved(chance, prize.stock());
      long weight =
          prizes.isEmpty() ? prize.weight() : Math.max(0, prize.weight() - chance.below(3));
      prizes.add(new Prize(prize.id(), prize.title(), weight, stock));
    }
    if (chance.oneIn(3)) {
      prizes.add(new Prize("prize" + prizes.size(), "", chance.below(20), chance.below(20)));
    }
    return new Lottery(terms, before.noPrizeWeight(), prizes, before.whenGone());
  }
}
