package dev.manna.core.law;

import dev.manna.core.Explanation.Looked;
import dev.manna.core.Explanation.Step;
import dev.manna.core.Lottery;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.Refusal;
import java.util.ArrayList;
import java.util.List;

/** The last rules of a {@link Trace}: whether there is something to draw or to snatch. */
final class StockTrace {
  private StockTrace() {}

  private static List<Step> one(Refusal rule, boolean refuses, List<Looked> looked) {
    return List.of(new Step(rule, refuses, looked));
  }

  /** What the first draw could win. */
  static List<Step> ofLottery(CampaignState campaign, Lottery lottery, Asked asked, int user) {
    if (lottery.raffle()) {
      return List.of();
    }
    Lines lines = campaign.odds().lines();
    long draw = user < 0 ? 1 : campaign.users.total(user) + 1;
    Line line = lines.of(draw);
    List<Looked> looked = new ArrayList<>();
    long own = campaign.lottery().allocations.due(user, asked.uses()).size();
    looked.add(new Looked("set aside for the user", Long.toString(own), ""));
    boolean left = own > 0;
    for (Lottery.Prize prize : lottery.prizes()) {
      int item = campaign.catalog().number(prize.id());
      boolean counts =
          prize.rules().enabled()
              && (line.weight(lines.place(item)) > 0
                  || item == lines.fallback
                  || prize.rules().guaranteedByMiss() > 0);
      long free = campaign.items.available(item);
      left |= counts && free > 0;
      String found = free == Items.ENDLESS ? "unlimited" : Long.toString(free);
      looked.add(new Looked("free of " + prize.id(), counts ? found : found + ", not drawn", ""));
    }
    return one(Refusal.SOLD_OUT, !left, looked);
  }

  /** What is left of a rain, or of the round that it is. */
  static List<Step> ofRain(CampaignState campaign, RedPacket rain, long now) {
    RainPools pools = campaign.rain();
    int round = rain.plan().roundAt(now);
    List<Looked> looked = new ArrayList<>();
    looked.add(new Looked("round", Integer.toString(round), ""));
    looked.add(cents(pools.free(round, Catalog.MONEY)));
    long free = 0;
    long held = 0;
    long aside = 0;
    for (int item = Catalog.PACKETS; item < campaign.items.count(); item++) {
      held += pools.held(round, item);
      aside += campaign.items.quarantined(item);
      String id = campaign.catalog().id(item);
      if (!RainPlan.Good.names(id) || isGood(rain, id)) {
        free += pools.free(round, item);
        looked.add(new Looked("free of " + id, Long.toString(pools.free(round, item)), ""));
      }
    }
    boolean returns = held > 0 && rain.plan().returns();
    boolean back = returns || aside > 0;
    looked.add(new Looked("held, and may return", returns ? Long.toString(held) : "0", ""));
    if (aside > 0) {
      looked.add(new Looked("set aside after a failure", Long.toString(aside), ""));
    }
    boolean none = free == 0;
    return List.of(
        new Step(Refusal.SOLD_OUT, none && !back, looked),
        new Step(Refusal.ALL_HELD, none && back, List.of()));
  }

  private static Looked cents(long free) {
    return new Looked("free of budget", Long.toString(free), "");
  }

  private static boolean isGood(RedPacket rain, String id) {
    return rain.plan().goods().stream().anyMatch(good -> good.id().equals(id));
  }
}
