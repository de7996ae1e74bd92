package dev.manna.simulation;

import dev.manna.core.Acks;
import dev.manna.core.Campaign;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery;
import dev.manna.core.Period;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes up campaigns: small, so that they run out, end, start and hit their limits all the time.
 */
final class Definitions {
  private static final long MINUTE = 60_000;
  static final List<String> ZONES =
      List.of("UTC", "Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "Asia/Beirut");

  private final Chance chance;
  private final LotteryDefinitions lotteries;
  private final RainDefinitions rains;
  private final SaleDefinitions sales;
  private final GentleEdits gentle;

  Definitions(Chance chance) {
    this.chance = chance;
    lotteries = new LotteryDefinitions(chance);
    rains = new RainDefinitions(chance);
    sales = new SaleDefinitions(chance);
    gentle = new GentleEdits(chance);
  }

  Campaign any(long now) {
    return switch (chance.below(3)) {
      case 0 -> lotteries.any(terms(now), now);
      case 1 -> rains.any(terms(now), now);
      default -> sales.any(terms(now));
    };
  }

  private Terms terms(long now) {
    long start = chance.oneIn(4) ? now + chance.between(-MINUTE, 2 * MINUTE) : 0;
    long end = chance.oneIn(4) ? now + chance.between(MINUTE, 5 * MINUTE) : Terms.FOREVER;
    return new Terms(
        "title " + chance.below(100),
        start,
        Math.max(end, start + 1),
        chance.pick(ZONES),
        limits(),
        chance.oneIn(8),
        chance.oneIn(3),
        chance.oneIn(4) ? Acks.LEDGER : Acks.LOG);
  }

  private Limits limits() {
    return new Limits(
        chance.oneIn(3) ? (int) chance.between(1, 20) : 0,
        chance.oneIn(3) ? (int) chance.between(1, 8) : 0,
        chance.oneIn(3) ? (int) chance.between(1, 12) : 0,
        chance.oneIn(3) ? (int) chance.between(1, 15) : 0,
        chance.oneIn(3) ? chance.between(1, MINUTE / 2) : 0,
        chance.oneIn(3) ? dimensions() : List.of());
  }

  private List<Dimension> dimensions() {
    List<Dimension> dimensions = new ArrayList<>();
    for (String name : Places.DIMENSIONS) {
      if (chance.oneIn(2)) {
        dimensions.add(
            new Dimension(
                name,
                chance.pick(List.of(Period.values())),
                (int) chance.between(1, 12),
                (int) chance.between(1, 5),
                chance.oneIn(6)));
      }
    }
    return dimensions;
  }

  /** A replacement for a definition: mostly one that could be accepted. */
  Campaign edited(Campaign before, long now) {
    if (chance.oneIn(8)) {
      return any(now);
    }
    if (before.terms().secondPerson() ? chance.oneIn(2) : chance.oneIn(10)) {
      return gentle.of(before);
    }
    Terms terms = chance.oneIn(3) ? before.terms() : edited(before.terms(), now);
    return switch (before) {
      case Lottery lottery -> lotteries.edited(lottery, terms);
      case Sale sale -> sales.edited(sale, terms);
      case RedPacket rain -> rains.edited(rain, terms);
    };
  }

  private Terms edited(Terms before, long now) {
    Terms fresh = terms(now);
    return chance.oneIn(2)
        ? before.with(fresh.limits())
        : before.within(fresh.startMillis(), fresh.endMillis());
  }

  /** A stock that was edited a little. */
  static long moved(Chance chance, long stock) {
    return Math.max(0, stock + chance.between(-10, 10));
  }
}
