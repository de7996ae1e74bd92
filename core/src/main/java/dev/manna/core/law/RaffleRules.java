package dev.manna.core.law;

import dev.manna.core.Command;
import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.LotteryQuery.OfOdds;
import dev.manna.core.LotteryReply;
import dev.manna.core.LotteryReply.Units;
import dev.manna.core.Reply;
import java.util.ArrayList;
import java.util.List;

/** What a claim on a raffle becomes, and what is answered about one. */
final class RaffleRules {
  private RaffleRules() {}

  /** An entry takes nothing, so it finds nothing sold out. */
  static Decision decide(CampaignState campaign, Command.Enter enter, Event.Use use) {
    return Decision.happens(new Event.Entered(campaign.number, use, enter.entries()));
  }

  /** What a raffle draws among, and how much of it is a user's. */
  static Reply odds(CampaignState campaign, Raffle raffle, OfOdds of, int user, long position) {
    List<Prize> prizes = ((Lottery) campaign.definition()).prizes();
    int end = (int) Math.min(prizes.size(), (long) of.after() + of.limit());
    List<Units> units = new ArrayList<>();
    for (int place = of.after(); place < end; place++) {
      Prize prize = prizes.get(place);
      long left = campaign.items.available(campaign.catalog().number(prize.id()));
      units.add(new Units(prize.id(), prize.rules().enabled() ? left : 0));
    }
    return new LotteryReply.Raffle(
        campaign.id,
        of.user(),
        raffle.entries(),
        user < 0 ? 0 : campaign.users.total(user),
        raffle.isDrawn(),
        units,
        end < prizes.size() ? end : 0,
        position);
  }

  /** Whether a raffle would have more units than can be drawn at once. */
  static boolean tooMany(CampaignState campaign, long more) {
    if (campaign.raffle() == null) {
      return false;
    }
    long units = more;
    for (int item = 0; item < campaign.items.count(); item++) {
      units += campaign.items.total(item);
    }
    return units > Lottery.MAX_RAFFLE_UNITS;
  }
}
