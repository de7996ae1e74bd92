package dev.manna.core.wire;

import dev.manna.core.Campaign;
import dev.manna.core.Claimant;
import dev.manna.core.Enlist;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryEvent;
import dev.manna.core.Outcomes;
import dev.manna.core.PrizeRules;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;

/** Events of lotteries, for the tests of their bytes. */
final class LotteryEvents {
  private static final Claimant WHO = new Claimant("alice", "order-1", 0, 0, 0);

  private LotteryEvents() {}

  static List<Event> all() {
    Terms terms = Terms.open("rules");
    Campaign ruled =
        new Lottery(
            terms,
            7,
            List.of(
                new Prize("car", "", 1, 3, new PrizeRules(2_000_000, 1, true, 10, 0)),
                new Prize("mug", "", 0, 50, new PrizeRules(0, 0, true, 0, 90)),
                new Prize("pen", "", 99, 5, new PrizeRules(0, 0, false, 0, 0))),
            new WhenGone.Redraw(),
            List.of(
                new Lottery.Tier(11, 300, List.of(new Lottery.Share("pen", 1_000))),
                new Lottery.Tier(21, 0, List.of())),
            true,
            false);
    Campaign raffle =
        new Lottery(
            terms,
            0,
            List.of(new Prize("car", "", 0, 3)),
            new WhenGone.Redraw(),
            List.of(),
            false,
            true);
    List<Event> all = new ArrayList<>();
    all.add(new Event.Defined("ruled", 1, ruled));
    all.add(new Event.Defined("raffle", 1, raffle));
    all.addAll(happenings());
    return all;
  }

  private static List<Event> happenings() {
    return List.of(
        new Event.Drawn(
            0, new Event.Use(WHO, 0x7fffffff, true), List.of(0, Event.Drawn.MISS, 1, 1, 300)),
        new Event.Drawn(
            0, new Event.Use(WHO, 7, false), 2, Outcomes.of(List.of(0, 0, Event.Drawn.MISS))),
        new LotteryEvent.Allocated(
            0,
            new Claimant("", "jury", 0, 0, 0),
            9,
            1,
            300,
            1L << 41,
            List.of(new Claimant("bob", "", 0, 0, 0))),
        new LotteryEvent.AllocationEnded(0, 130),
        new Event.Entered(1, new Event.Use(WHO, 0x7fffffff, true), 100),
        new LotteryEvent.Won(1, 300, 70_000),
        new LotteryEvent.RaffleEnded(1),
        new LotteryEvent.Credited(0, WHO, 77, "sign-in", 300),
        new Enlisted(0, Enlist.Roll.ALLOW, true, List.of(new Claimant("bob", "", 0, 0, 0))));
  }
}
