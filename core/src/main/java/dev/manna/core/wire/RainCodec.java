package dev.manna.core.wire;

import dev.manna.core.Event;
import dev.manna.core.Pacing;
import dev.manna.core.Pacing.Knot;
import dev.manna.core.RainPlan;
import dev.manna.core.RainPlan.Good;
import dev.manna.core.RainPlan.Round;
import dev.manna.core.RainPlan.Units;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Rains of red packets as bytes: definitions behind their terms, and snatches behind their use. */
final class RainCodec {
  private static final int MISS = 0;
  private static final int PLAIN = 1;
  private static final int PLANNED = 2;

  private RainCodec() {}

  static long sizeAtMost(RedPacket rain) {
    long size = 24L * Split.Fixed.MAX_DENOMINATIONS + 8L * Pacing.Knots.MAX_KNOTS;
    for (Good good : rain.plan().goods()) {
      size += 16 + good.id().length() + 3L * good.title().length();
    }
    for (Round round : rain.plan().rounds()) {
      size += 40 + round.goods().stream().mapToLong(each -> 8 + each.id().length()).sum();
    }
    return size;
  }

  static void write(RedPacket rain, Encoder to) {
    to.ascii(rain.currency());
    to.number(rain.budgetCents());
    to.number(rain.packets());
    to.number(rain.hitPerMillion());
    split(rain.split(), to);
    RainPlan plan = rain.plan();
    to.number(plan.goods().size());
    for (Good good : plan.goods()) {
      to.ascii(good.id());
      to.text(good.title());
      to.number(good.stock());
    }
    to.number(plan.goodsPerMillion());
    to.number(plan.rounds().size());
    plan.rounds().forEach(round -> round(round, to));
    to.put(plan.carryOver() ? 1 : 0);
    pacing(plan.pacing(), to);
    to.number(plan.openWithinMillis());
    to.number(plan.openUntilMillis());
  }

  static RedPacket read(Terms terms, Decoder from) {
    String currency = from.ascii();
    long budgetCents = from.number();
    long packets = from.number();
    int hitPerMillion = from.count();
    return new RedPacket(
        terms, currency, budgetCents, packets, split(from), hitPerMillion, plan(from));
  }

  static void write(Event.Snatched snatched, Encoder to) {
    boolean plain =
        snatched.round() == 0 && snatched.block().isEmpty() && snatched.returnsAtMillis() == 0;
    to.put(plain ? snatched.hit() ? PLAIN : MISS : PLANNED);
    if (!plain) {
      to.number(snatched.round());
      to.number(snatched.block().size());
      snatched.block().forEach(to::number);
      to.number(snatched.returnsAtMillis());
    }
    if (!plain || snatched.hit()) {
      to.number(snatched.item());
      to.number(snatched.cents());
    }
  }

  static Event.Snatched snatched(int campaign, Event.Use use, Decoder from) {
    int way = from.get();
    return switch (way) {
      case MISS -> new Event.Snatched(campaign, use, 0, 0, 0, List.of(), 0);
      case PLAIN -> new Event.Snatched(campaign, use, 0, from.count(), from.number(), List.of(), 0);
      case PLANNED -> {
        int round = from.count();
        List<Long> block = list(from.count(), from::number);
        long returnsAt = from.number();
        yield new Event.Snatched(
            campaign, use, round, from.count(), from.number(), block, returnsAt);
      }
      default -> throw new Decoder.Garbled(way + " is no way to snatch");
    };
  }

  private static void round(Round round, Encoder to) {
    to.number(round.startMillis());
    to.number(round.endMillis());
    to.number(round.budgetCents());
    to.number(round.packets());
    to.number(round.goods().size());
    for (Units each : round.goods()) {
      to.ascii(each.id());
      to.number(each.units());
    }
  }

  private static Round round(Decoder from) {
    return new Round(
        from.number(),
        from.number(),
        from.number(),
        from.number(),
        list(from.count(), () -> new Units(from.ascii(), from.number())));
  }

  private static RainPlan plan(Decoder from) {
    return new RainPlan(
        list(from.count(), () -> new Good(from.ascii(), from.text(), from.number())),
        from.count(),
        list(from.count(), () -> round(from)),
        EventCodec.yes(from),
        pacing(from),
        from.number(),
        from.number());
  }

  private static void pacing(Pacing pacing, Encoder to) {
    switch (pacing) {
      case Pacing.None() -> to.put(0);
      case Pacing.Linear() -> to.put(1);
      case Pacing.FrontLoaded() -> to.put(2);
      case Pacing.Knots(List<Knot> knots) -> {
        to.put(3);
        to.number(knots.size());
        for (Knot knot : knots) {
          to.number(knot.timePermille());
          to.number(knot.quotaPermille());
        }
      }
    }
  }

  private static Pacing pacing(Decoder from) {
    int way = from.get();
    return switch (way) {
      case 0 -> new Pacing.None();
      case 1 -> new Pacing.Linear();
      case 2 -> new Pacing.FrontLoaded();
      case 3 -> new Pacing.Knots(list(from.count(), () -> new Knot(from.count(), from.count())));
      default -> throw new Decoder.Garbled(way + " is no pacing");
    };
  }

  private static void split(Split split, Encoder to) {
    switch (split) {
      case Split.DoubleMean(long min, long max) -> bounded(0, min, max, to);
      case Split.Even() -> to.put(1);
      case Split.Fixed(List<Denomination> denominations) -> {
        to.put(2);
        to.number(denominations.size());
        for (Denomination each : denominations) {
          to.number(each.cents());
          to.number(each.count());
        }
      }
      case Split.PositionFair(long min, long max) -> bounded(3, min, max, to);
    }
  }

  private static void bounded(int way, long min, long max, Encoder to) {
    to.put(way);
    to.number(min);
    to.number(max);
  }

  private static Split split(Decoder from) {
    int way = from.get();
    return switch (way) {
      case 0 -> new Split.DoubleMean(from.number(), from.number());
      case 1 -> new Split.Even();
      case 2 ->
          new Split.Fixed(list(from.count(), () -> new Denomination(from.number(), from.number())));
      case 3 -> new Split.PositionFair(from.number(), from.number());
      default -> throw new Decoder.Garbled(way + " is no split");
    };
  }

  private static <T> List<T> list(int count, Supplier<T> each) {
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(each.get());
    }
    return list;
  }
}
