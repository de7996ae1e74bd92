package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Terms;

/** Reads what is written of red packets. */
final class WireRain {
  private WireRain() {}

  static Event event(int kind, WireBytes from) {
    return switch (kind) {
      case 6 -> {
        WireHead head = WireHead.of(from);
        yield new Event.Snatched(head.campaign(), head.use(), from.number(), from.count());
      }
      default -> throw WireBytes.unknown("event of a red packet", kind);
    };
  }

  static RedPacket definition(Terms terms, WireBytes from) {
    String currency = from.text();
    long cents = from.number();
    long packets = from.number();
    int hit = from.count();
    return new RedPacket(terms, currency, cents, packets, split(from), hit);
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
      default -> throw WireBytes.unknown("split", way);
    };
  }
}
