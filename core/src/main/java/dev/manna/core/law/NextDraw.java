package dev.manna.core.law;

import dev.manna.core.Event.Drawn;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryQuery.OfOdds;
import dev.manna.core.LotteryReply;
import dev.manna.core.LotteryReply.Chance;
import java.util.ArrayList;
import java.util.List;

/** The exact odds of a user's next draw, from the rules as they are. */
final class NextDraw {
  private final CampaignState campaign;
  private final Player player;
  private final Line line;
  private final Lines lines;

  /** By item. */
  private final long[] numerators;

  private long miss;
  private long denominator;

  NextDraw(CampaignState campaign, Lottery lottery, int user) {
    this.campaign = campaign;
    lines = campaign.odds().lines();
    player = new Player(campaign, lines, user, 1);
    line = lines.of(player.draws() + 1);
    numerators = new long[campaign.items.count()];
    List<Integer> allocated = campaign.lottery().allocations.due(user, 1);
    if (allocated.isEmpty()) {
      draw(lottery.whenGone() instanceof WhenGone.Redraw);
    } else {
      denominator = 1;
      numerators[allocated.getFirst()] = 1;
    }
  }

  private void draw(boolean redraw) {
    long won = 0;
    for (int item = 0; item < numerators.length; item++) {
      numerators[item] = player.mayWin(item) ? line.weight(lines.place(item)) : 0;
      won += numerators[item];
    }
    miss = line.noPrizeWeight;
    long barred = redraw ? 0 : line.all.sum() - won;
    denominator = won + miss + barred;
    if (lines.fallback >= 0 && player.mayWin(lines.fallback)) {
      numerators[lines.fallback] += barred;
    } else {
      miss += barred;
    }
    if (denominator == 0) {
      denominator = 1;
      miss = 1;
    }
    int guaranteed = player.guaranteed();
    if (guaranteed != Drawn.MISS) {
      numerators[guaranteed] += miss;
      miss = 0;
    }
  }

  LotteryReply.Odds odds(OfOdds of, long position) {
    List<Chance> chances = new ArrayList<>();
    int end = (int) Math.min(numerators.length, (long) of.after() + of.limit());
    for (int item = of.after(); item < end; item++) {
      chances.add(
          new Chance(campaign.catalog().id(item), numerators[item], campaign.items.reserved(item)));
    }
    return new LotteryReply.Odds(
        campaign.id,
        of.user(),
        player.draws() + 1,
        chances,
        miss,
        denominator,
        end < numerators.length ? end : 0,
        position);
  }
}
