package dev.manna.core.law;

import dev.manna.core.Event;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Refusal;
import java.util.Arrays;
import java.util.List;

/**
 * One snatch. The amount is drawn when the packet is taken, from the money and the packets that are
 * left then, so there is no list of packets that could be lost, and an edit of the budget counts
 * from the next snatch on. Which number of luck decides what, in which order, stands in the law's
 * reference page: others compute it again.
 */
final class RedPacketRules {
  private final CampaignState state;
  private final RainPools pools;
  private final RedPacket rain;
  private final int round;
  private final long now;
  private final Dice dice;

  private RedPacketRules(CampaignState state, RedPacket rain, long now, Dice dice) {
    this.state = state;
    this.pools = state.rain();
    this.rain = rain;
    this.round = rain.plan().roundAt(now);
    this.now = now;
    this.dice = dice;
  }

  static Decision decide(CampaignState state, RedPacket rain, Event.Use use, long now, Dice dice) {
    return new RedPacketRules(state, rain, now, dice).decide(use);
  }

  private Decision decide(Event.Use use) {
    long packets = packets();
    long goods = goods();
    if (packets + goods == 0) {
      return nothingLeft();
    }
    if (!hits(packets + goods)) {
      return snatched(use, 0, 0, List.of());
    }
    if (goods > 0 && (packets == 0 || dice.below(RedPacket.ALWAYS) < perMillion())) {
      return snatched(use, pick(goods), 0, List.of());
    }
    long cents = pools.free(round, Catalog.MONEY);
    return switch (rain.split()) {
      case Split.DoubleMean(long min, long max) ->
          packet(use, Amounts.doubleMean(new Amounts.Bounds(min, max), cents, packets, dice));
      case Split.PositionFair(long min, long max) -> {
        long next = pools.block().next(round);
        if (next > 0) {
          yield packet(use, next);
        }
        long[] block = Amounts.block(new Amounts.Bounds(min, max), cents, packets, dice);
        yield snatched(use, Catalog.PACKETS, block[0], Arrays.stream(block).boxed().toList());
      }
      case Split.Even() -> packet(use, cents / packets);
      case Split.Fixed fixed -> {
        int denomination = state.odds().free.at(dice.below(packets));
        long amount = Long.parseLong(state.catalog().id(denomination));
        yield snatched(use, denomination, amount, List.of());
      }
    };
  }

  private int perMillion() {
    return rain.plan().goodsPerMillion();
  }

  private long packets() {
    return state.fixedSplit() ? state.odds().free.sum() : pools.free(round, Catalog.PACKETS);
  }

  private long goods() {
    long units = 0;
    for (RainPlan.Good good : rain.plan().goods()) {
      units += pools.free(round, state.catalog().number(good.id()));
    }
    return units;
  }

  /** The good of which one unit is picked, all units alike. */
  private int pick(long goods) {
    long point = dice.below(goods);
    for (RainPlan.Good good : rain.plan().goods()) {
      int item = state.catalog().number(good.id());
      point -= pools.free(round, item);
      if (point < 0) {
        return item;
      }
    }
    throw new IllegalStateException("a point lies below the sum of the units");
  }

  private boolean hits(long left) {
    if (!rain.plan().paced()) {
      return dice.below(RedPacket.ALWAYS) < rain.hitPerMillion();
    }
    long start = round == 0 ? rain.terms().startMillis() : window().startMillis();
    long end = round == 0 ? rain.terms().endMillis() : window().endMillis();
    long out = 0;
    for (int item = Catalog.PACKETS; item < state.items.count(); item++) {
      out += pools.out(round, item);
    }
    Curve curve = new Curve(rain.plan().pacing().knots());
    return curve.hits(left + out, out, Curve.elapsed(now, start, end), dice);
  }

  private RainPlan.Round window() {
    return rain.plan().rounds().get(round - 1);
  }

  private Decision nothingLeft() {
    long held = 0;
    long aside = 0;
    for (int item = Catalog.PACKETS; item < state.items.count(); item++) {
      held += pools.held(round, item);
      aside += state.items.quarantined(item);
    }
    if (held > 0 && rain.plan().returns()) {
      return Decision.refuses(
          Refusal.ALL_HELD, held + " are not opened, and come back unless they are");
    }
    if (aside > 0) {
      return Decision.refuses(
          Refusal.ALL_HELD, aside + " are set aside after a failure, and come back in some days");
    }
    if (round > 0 && round < rain.plan().rounds().size()) {
      long wait = rain.plan().rounds().get(round).startMillis() - now;
      return Decision.refuses(
          Refusal.SOLD_OUT, "this round is empty; the next begins in " + wait + " ms", wait);
    }
    return Decision.refuses(Refusal.SOLD_OUT, "every packet has been snatched");
  }

  private Decision packet(Event.Use use, long cents) {
    return snatched(use, Catalog.PACKETS, cents, List.of());
  }

  private Decision snatched(Event.Use use, int item, long cents, List<Long> block) {
    long returnsAt = item == 0 ? 0 : rain.plan().returnMillis(now);
    return Decision.happens(
        new Event.Snatched(state.number, use, round, item, cents, block, returnsAt));
  }
}
