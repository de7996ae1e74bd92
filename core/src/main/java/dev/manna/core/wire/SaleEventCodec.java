package dev.manna.core.wire;

import dev.manna.core.Event;
import dev.manna.core.Sale;
import dev.manna.core.SaleEvent;
import java.util.ArrayList;
import java.util.List;

/** What happens in sales only, as bytes. */
final class SaleEventCodec {
  static final int FIRST = 60;
  private static final int EXTENDED = 60;
  private static final int REGAINED = 61;
  private static final int RETURNED = 62;
  private static final int CART_SET = 64;
  private static final int CART_EMPTIED = 65;

  /** A claim: as deducted, out of the cart. */
  static final int ORDERED = 66;

  /** A claim: an order that waits. */
  static final int WAITED = 63;

  private static final int SERVED = 67;
  private static final int WAIT_LEFT = 68;
  private static final int WAIT_ENDED = 69;

  static final int LAST = 69;

  private SaleEventCodec() {}

  static void write(SaleEvent event, Encoder to) {
    switch (event) {
      case SaleEvent.Extended extended -> {
        to.put(EXTENDED);
        to.number(extended.campaign());
        to.number(extended.claim());
        to.number(extended.expiresAtMillis());
      }
      case SaleEvent.Regained regained -> {
        to.put(REGAINED);
        to.number(regained.campaign());
        to.number(regained.claim());
      }
      case SaleEvent.CartSet set -> {
        to.put(CART_SET);
        to.number(set.campaign());
        to.ascii(set.claimant().user());
        to.ascii(set.sku());
        to.number(set.units());
      }
      case SaleEvent.CartEmptied emptied -> {
        to.put(CART_EMPTIED);
        to.number(emptied.campaign());
        to.ascii(emptied.claimant().user());
      }
      case SaleEvent.Served served -> write(served, to);
      case SaleEvent.WaitEnded ended -> write(ended, to);
      case SaleEvent.Returned returned -> {
        to.put(RETURNED);
        to.number(returned.campaign());
        to.ascii(returned.claimant().key());
        to.fixed32(returned.fingerprint());
        to.number(returned.grant());
        to.number(returned.units());
      }
    }
  }

  private static void write(SaleEvent.WaitEnded ended, Encoder to) {
    to.put(ended.byUser() ? WAIT_LEFT : WAIT_ENDED);
    to.number(ended.campaign());
    to.number(ended.claim());
  }

  private static void write(SaleEvent.Served served, Encoder to) {
    to.put(SERVED);
    to.number(served.campaign());
    to.number(served.claim());
    to.number(served.expiresAtMillis());
    write(served.taken(), to);
  }

  static void write(Event.Deducted deducted, Encoder to) {
    to.number(deducted.expiresAtMillis());
    write(deducted.taken(), to);
  }

  static void write(Event.Waited waited, Encoder to) {
    to.number(waited.holdMillis());
    to.number(waited.untilMillis());
    write(waited.wanted(), to);
  }

  private static void write(List<Event.Taken> all, Encoder to) {
    to.number(all.size());
    for (Event.Taken taken : all) {
      to.number(taken.item());
      to.number(taken.units());
    }
  }

  static List<Event.Taken> taken(Decoder from) {
    int lines = from.count();
    List<Event.Taken> taken = new ArrayList<>(Math.min(lines, Sale.MAX_LINES));
    for (int i = 0; i < lines; i++) {
      taken.add(new Event.Taken(from.count(), from.number()));
    }
    return taken;
  }

  static SaleEvent read(int kind, Decoder from, EventCodec.Claimants claimants) {
    return switch (kind) {
      case EXTENDED -> new SaleEvent.Extended(from.count(), from.count(), from.number());
      case REGAINED -> new SaleEvent.Regained(from.count(), from.count());
      case SERVED -> {
        int campaign = from.count();
        int claim = from.count();
        long expiresAtMillis = from.number();
        yield new SaleEvent.Served(campaign, claim, taken(from), expiresAtMillis);
      }
      case WAIT_LEFT, WAIT_ENDED ->
          new SaleEvent.WaitEnded(from.count(), from.count(), kind == WAIT_LEFT);
      case CART_SET ->
          new SaleEvent.CartSet(
              from.count(), claimants.of(from.ascii(), ""), from.ascii(), from.number());
      case CART_EMPTIED -> new SaleEvent.CartEmptied(from.count(), claimants.of(from.ascii(), ""));
      case RETURNED ->
          new SaleEvent.Returned(
              from.count(),
              claimants.of("", from.ascii()),
              from.fixed32(),
              from.count(),
              from.number());
      default -> throw new Decoder.Garbled(kind + " is no kind of event of a sale");
    };
  }
}
