package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Terms;

/** Reads what is written of lotteries. */
final class WireLottery {
  private WireLottery() {}

  static Event event(int kind, WireBytes from) {
    return switch (kind) {
      case 5 -> {
        WireHead head = WireHead.of(from);
        int draws = from.oneByte();
        yield new Event.Drawn(
            head.campaign(),
            head.claimant(),
            head.fingerprint(),
            head.newDay(),
            draws,
            from.list(from.oneByte(), from::count));
      }
      default -> throw WireBytes.unknown("event of a lottery", kind);
    };
  }

  static Lottery definition(Terms terms, WireBytes from) {
    long noPrizeWeight = from.number();
    WhenGone whenGone = whenGone(from);
    return new Lottery(terms, noPrizeWeight, from.list(from.count(), () -> prize(from)), whenGone);
  }

  private static Lottery.Prize prize(WireBytes from) {
    return new Lottery.Prize(from.text(), from.text(), from.number(), from.signed());
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
