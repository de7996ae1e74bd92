package dev.manna.simulation.audit;

import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryEvent;
import dev.manna.core.Outcomes;
import dev.manna.core.PrizeRules;
import dev.manna.core.Terms;
import java.util.List;

/** Reads what is written of lotteries. */
final class WireLottery {
  private WireLottery() {}

  static Event event(int kind, WireBytes from) {
    return switch (kind) {
      case 5 -> {
        WireHead head = WireHead.of(from);
        int draws = from.oneByte();
        int allocated = from.oneByte();
        yield new Event.Drawn(
            head.campaign(),
            head.use(),
            allocated,
            Outcomes.of(from.list(draws, () -> from.count() - 1)));
      }
      case 20 -> {
        int campaign = from.count();
        Claimant claimant = WireHead.claimant(from.text(), from.text());
        yield new LotteryEvent.Credited(
            campaign, claimant, from.fixed32(), from.text(), from.number());
      }
      case 21 -> allocated(from);
      case 22 -> new LotteryEvent.AllocationEnded(from.count(), from.count());
      case 23 -> {
        WireHead head = WireHead.of(from);
        yield new Event.Entered(head.campaign(), head.use(), from.oneByte());
      }
      case 24 -> new LotteryEvent.Won(from.count(), from.count(), from.count());
      case 25 -> new LotteryEvent.RaffleEnded(from.count());
      default -> throw WireBytes.unknown("event of a lottery", kind);
    };
  }

  private static Event allocated(WireBytes from) {
    int campaign = from.count();
    Claimant operator = WireHead.claimant("", from.text());
    int fingerprint = from.fixed32();
    int item = from.count();
    int units = from.count();
    long until = from.number();
    return new LotteryEvent.Allocated(
        campaign,
        operator,
        fingerprint,
        item,
        units,
        until,
        from.list(from.count(), () -> WireHead.claimant(from.text(), "")));
  }

  static Lottery definition(Terms terms, WireBytes from) {
    long noPrizeWeight = from.number();
    WhenGone whenGone = whenGone(from);
    int flags = from.oneByte();
    List<Lottery.Prize> prizes = from.list(from.count(), () -> prize(from));
    List<Lottery.Tier> tiers = from.list(from.count(), () -> tier(prizes, from));
    return new Lottery(
        terms, noPrizeWeight, prizes, whenGone, tiers, flags % 2 == 1, flags / 2 == 1);
  }

  private static Lottery.Prize prize(WireBytes from) {
    return new Lottery.Prize(
        from.text(), from.text(), from.number(), from.signed(), rules(from.oneByte(), from));
  }

  private static PrizeRules rules(int which, WireBytes from) {
    if (which == 0) {
      return PrizeRules.NONE;
    }
    long valueCents = from.number();
    return new PrizeRules(valueCents, from.count(), which == 1, from.count(), from.count());
  }

  private static Lottery.Tier tier(List<Lottery.Prize> prizes, WireBytes from) {
    return new Lottery.Tier(
        from.count(),
        from.number(),
        from.list(
            from.count(), () -> new Lottery.Share(prizes.get(from.count()).id(), from.number())));
  }

  private static WhenGone whenGone(WireBytes from) {
    int way = from.oneByte();
    return switch (way) {
      case 0 -> new WhenGone.Redraw();
      case 1 -> new WhenGone.Miss();
      case 2 -> new WhenGone.Fallback(from.text());
      default -> throw WireBytes.unknown("way when gone", way);
    };
  }
}
