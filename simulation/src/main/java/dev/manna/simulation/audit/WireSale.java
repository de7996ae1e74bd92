package dev.manna.simulation.audit;

import dev.manna.core.Event;
import dev.manna.core.Leeway;
import dev.manna.core.Sale;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent;
import dev.manna.core.StockEvent.Level;
import dev.manna.core.Supply;
import dev.manna.core.Terms;
import dev.manna.core.Waitlist;
import java.util.List;

/** Reads what is written of sales. */
final class WireSale {
  private WireSale() {}

  static Event event(int kind, WireBytes from) {
    return switch (kind) {
      case 7, 66 -> {
        WireHead head = WireHead.of(from);
        long expiresAtMillis = from.number();
        yield new Event.Deducted(
            head.campaign(), head.use(), taken(from), expiresAtMillis, kind == 66);
      }
      case 63 -> {
        WireHead head = WireHead.of(from);
        long holdMillis = from.number();
        long untilMillis = from.number();
        yield new Event.Waited(head.campaign(), head.use(), taken(from), holdMillis, untilMillis);
      }
      case 67 -> {
        int campaign = from.count();
        int claim = from.count();
        long expiresAtMillis = from.number();
        yield new SaleEvent.Served(campaign, claim, taken(from), expiresAtMillis);
      }
      case 68 -> new SaleEvent.WaitEnded(from.count(), from.count(), true);
      case 69 -> new SaleEvent.WaitEnded(from.count(), from.count(), false);
      case 64 ->
          new SaleEvent.CartSet(
              from.count(), WireHead.claimant(from.text(), ""), from.text(), from.number());
      case 65 -> new SaleEvent.CartEmptied(from.count(), WireHead.claimant(from.text(), ""));
      case 60 -> new SaleEvent.Extended(from.count(), from.count(), from.number());
      case 61 -> new SaleEvent.Regained(from.count(), from.count());
      case 62 ->
          new SaleEvent.Returned(
              from.count(),
              WireHead.claimant("", from.text()),
              from.fixed32(),
              from.count(),
              from.number());
      case 70 -> new StockEvent.Noticed(from.count(), from.count(), level(from), from.number());
      default -> throw WireBytes.unknown("event of a sale", kind);
    };
  }

  private static List<Event.Taken> taken(WireBytes from) {
    return from.list(from.count(), () -> new Event.Taken(from.count(), from.number()));
  }

  private static Level level(WireBytes from) {
    int level = from.oneByte();
    return switch (level) {
      case 0 -> Level.ENOUGH;
      case 1 -> Level.LOW;
      case 2 -> Level.SOLD_OUT;
      default -> throw WireBytes.unknown("level", level);
    };
  }

  static Sale definition(Terms terms, WireBytes from) {
    int says = from.oneByte();
    if (says > 7) {
      throw WireBytes.unknown("set of what a sale says", says);
    }
    Leeway leeway = (says & 2) == 0 ? Leeway.PLAIN : new Leeway(from.number(), (int) from.signed());
    if ((says & 4) != 0) {
      leeway = leeway.withWaitlist(new Waitlist(from.count(), from.number()));
    }
    return sale(terms, from, says, leeway);
  }

  private static Sale sale(Terms terms, WireBytes from, int says, Leeway leeway) {
    return new Sale(terms, from.list(from.count(), () -> sku(from)), (says & 1) == 1, leeway);
  }

  private static Sale.Sku sku(WireBytes from) {
    String id = from.text();
    String title = from.text();
    long stock = from.number();
    int says = from.oneByte();
    if (says > 31) {
      throw WireBytes.unknown("set of what a SKU says", says);
    }
    long oversell = (says & 1) == 0 ? 0 : from.number();
    long lowStock = (says & 2) == 0 ? -1 : from.number();
    List<Supply.Location> locations =
        from.list(
            (says & 4) == 0 ? 0 : from.count(),
            () -> new Supply.Location(from.text(), from.number(), from.number()));
    List<Supply.Part> parts =
        from.list(
            (says & 8) == 0 ? 0 : from.count(), () -> new Supply.Part(from.text(), from.number()));
    long perUser = (says & 16) == 0 ? 0 : from.number();
    Supply supply = new Supply(oversell, lowStock, locations, parts);
    return new Sale.Sku(id, title, stock, supply, perUser);
  }
}
