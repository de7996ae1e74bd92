package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.util.List;

/** Reads what is written of sales. */
final class WireSale {
  private WireSale() {}

  static Event event(int kind, WireBytes from) {
    return switch (kind) {
      case 7 -> {
        WireHead head = WireHead.of(from);
        long expiresAtMillis = from.number();
        List<Event.Taken> taken =
            from.list(from.count(), () -> new Event.Taken(from.count(), from.number()));
        yield new Event.Deducted(
            head.campaign(),
            head.claimant(),
            head.fingerprint(),
            head.newDay(),
            taken,
            expiresAtMillis);
      }
      default -> throw WireBytes.unknown("event of a sale", kind);
    };
  }

  static Sale definition(Terms terms, WireBytes from) {
    return new Sale(terms, from.list(from.count(), () -> sku(from)));
  }

  private static Sale.Sku sku(WireBytes from) {
    return new Sale.Sku(from.text(), from.text(), from.number());
  }
}
