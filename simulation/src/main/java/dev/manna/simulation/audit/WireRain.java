package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Pacing;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Terms;
import java.util.List;

/** Reads what is written of red packets. */
final class WireRain {
  private WireRain() {}

  static Event event(int kind, WireBytes from) {
    return switch (kind) {
      case 6 -> snatched(WireHead.of(from), from);
      default -> throw WireBytes.unknown("event of a red packet", kind);
    };
  }

  private static Event snatched(WireHead head, WireBytes from) {
    int way = from.oneByte();
    int round = way == 2 ? from.count() : 0;
    List<Long> block = way == 2 ? from.list(from.count(), from::number) : List.of();
    long returns = way == 2 ? from.number() : 0;
    int item = way > 0 ? from.count() : 0;
    long cents = way > 0 ? from.number() : 0;
    if (way > 2) {
      throw WireBytes.unknown("way to snatch", way);
    }
    return new Event.Snatched(head.campaign(), head.use(), round, item, cents, block, returns);
  }

  static RedPacket definition(Terms terms, WireBytes from) {
    String currency = from.text();
    long cents = from.number();
    long packets = from.number();
    int hit = from.count();
    return new RedPacket(terms, currency, cents, packets, split(from), hit, plan(from));
  }

  private static RainPlan plan(WireBytes from) {
    var goods =
        from.list(from.count(), () -> new RainPlan.Good(from.text(), from.text(), from.number()));
    int perMillion = from.count();
    var rounds = from.list(from.count(), () -> round(from));
    boolean carryOver = from.oneByte() == 1;
    Pacing pacing = pacing(from);
    return new RainPlan(goods, perMillion, rounds, carryOver, pacing, from.number(), from.number());
  }

  private static RainPlan.Round round(WireBytes from) {
    return new RainPlan.Round(
        from.number(),
        from.number(),
        from.number(),
        from.number(),
        from.list(from.count(), () -> new RainPlan.Units(from.text(), from.number())));
  }

  private static Pacing pacing(WireBytes from) {
    int way = from.oneByte();
    return switch (way) {
      case 0 -> new Pacing.None();
      case 1 -> new Pacing.Linear();
      case 2 -> new Pacing.FrontLoaded();
      case 3 ->
          new Pacing.Knots(
              from.list(from.count(), () -> new Pacing.Knot(from.count(), from.count())));
      default -> throw WireBytes.unknown("pacing", way);
    };
  }

  private static Split split(WireBytes from) {
    int way = from.oneByte();
    return switch (way) {
      case 0 -> new Split.DoubleMean(from.number(), from.number());
      case 1 -> new Split.Even();
      case 2 ->
          new Split.Fixed(
              from.list(
                  from.count(), () -> new RedPacket.Denomination(from.number(), from.number())));
      case 3 -> new Split.PositionFair(from.number(), from.number());
      default -> throw WireBytes.unknown("split", way);
    };
  }
}
