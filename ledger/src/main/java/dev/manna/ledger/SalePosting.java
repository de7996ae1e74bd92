package dev.manna.ledger;

import dev.manna.core.Event;
import dev.manna.core.SaleEvent;
import java.util.List;

/** What happens in sales, as rows. */
final class SalePosting {
  private SalePosting() {}

  static void post(Page page, Shop shop, Event.Deducted deducted) {
    boolean holds = deducted.expiresAtMillis() > 0;
    String state = holds ? "held" : "given";
    int lines = deducted.taken().size();
    Rows.Claim claim = page.claim(shop, "order", deducted.claimant(), 1, state, lines);
    claim.expiresAt = deducted.expiresAtMillis();
    take(page, shop, claim, deducted.taken(), holds);
    page.user(shop, deducted.claimant().user(), 1, 1, 0);
  }

  private static void take(
      Page page, Shop shop, Rows.Claim claim, List<Event.Taken> all, boolean holds) {
    int line = 0;
    for (Event.Taken taken : all) {
      Rows.Grant grant = page.grant(shop, claim, ++line, taken.item(), 0, taken.units(), 0);
      grant.become(holds ? "held" : "given", page.at, page.position);
      Account to = holds ? Account.HELD : Account.GIVEN;
      page.take(shop, taken.item(), 0, grant.number, to, taken.units());
    }
  }

  /** An order that waits got nothing yet, and is counted. */
  static void post(Page page, Shop shop, Event.Waited waited) {
    page.claim(shop, "order", waited.claimant(), 1, Rows.WAITING, 0);
    page.user(shop, waited.claimant().user(), 1, 1, 0);
  }

  /** An order that has waited gets its goods: its claim is the older one. */
  private static void serve(Page page, Shop shop, SaleEvent.Served served) {
    Rows.Claim claim = page.memory.claim(shop.number, served.claim());
    claim.firstGrant = shop.grants + 1;
    claim.grants = served.taken().size();
    claim.expiresAt = served.expiresAtMillis();
    claim.changed = true;
    take(page, shop, claim, served.taken(), served.expiresAtMillis() > 0);
  }

  static void post(Page page, Shop shop, Event.Settled settled) {
    Rows.Claim claim = page.memory.claim(shop.number, settled.claim());
    Endings.end(page, claim, settled.ending());
    for (Rows.Grant grant : page.memory.grantsOf(claim)) {
      grant.become(settled.ending().grantState().word(), page.at, page.position);
      Endings.move(page, shop, grant, grant.item, grant.units, settled.ending());
    }
  }

  static void post(Page page, Shop shop, SaleEvent event) {
    switch (event) {
      case SaleEvent.Extended extended -> {
        Rows.Claim claim = page.memory.claim(shop.number, extended.claim());
        claim.expiresAt = extended.expiresAtMillis();
        claim.extensions++;
        claim.changed = true;
      }
      case SaleEvent.Regained regained -> {
        Rows.Claim claim = page.memory.claim(shop.number, regained.claim());
        claim.end("regained", page.at, page.position);
        for (Rows.Grant grant : page.memory.grantsOf(claim)) {
          grant.become("given", page.at, page.position);
          page.move(
              shop,
              grant.item,
              grant.round,
              grant.number,
              "regained",
              Account.POOL,
              Account.GIVEN,
              grant.units);
        }
      }
      case SaleEvent.Served served -> serve(page, shop, served);
      case SaleEvent.WaitEnded ended -> {
        Rows.Claim claim = page.memory.claim(shop.number, ended.claim());
        claim.end(ended.byUser() ? "left" : "ended", page.at, page.position);
      }
      case SaleEvent.Returned returned -> giveBack(page, shop, returned);
      // What lies in a cart was not claimed: the books do not keep it.
      case SaleEvent.CartSet set -> {}
      case SaleEvent.CartEmptied emptied -> {}
    }
  }

  private static void giveBack(Page page, Shop shop, SaleEvent.Returned returned) {
    page.claim(shop, "return", returned.claimant(), 0, "done", 0);
    Rows.Grant grant = page.memory.grant(shop.number, returned.grant() + 1L);
    grant.returned = Math.addExact(grant.returned, returned.units());
    boolean whole = grant.returned == grant.units;
    grant.become(whole ? "returned" : grant.state, page.at, page.position);
    page.giveBack(
        shop, grant.item, grant.round, grant.number, "returned", Account.GIVEN, returned.units());
  }
}
