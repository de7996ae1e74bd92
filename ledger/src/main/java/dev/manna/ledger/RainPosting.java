package dev.manna.ledger;

import dev.manna.core.Event;
import dev.manna.core.Grant;

/** What happens in rains of red packets, as rows. */
final class RainPosting {
  /** A rain's money is its first item. */
  private static final int MONEY = 0;

  private RainPosting() {}

  static void post(Page page, Shop shop, Event.Snatched snatched) {
    String user = snatched.claimant().user();
    boolean hit = snatched.hit();
    Rows.Claim claim =
        page.claim(shop, "snatch", snatched.claimant(), 1, hit ? "held" : "missed", hit ? 1 : 0);
    page.user(shop, user, 1, 1, 0);
    if (!hit) {
      return;
    }
    claim.expiresAt = snatched.returnsAtMillis();
    int round = snatched.round();
    long cents = snatched.cents();
    Rows.Grant grant = page.grant(shop, claim, 1, snatched.item(), round, 1, cents);
    grant.become("held", page.at, page.position);
    page.take(shop, snatched.item(), round, grant.number, Account.HELD, 1);
    if (cents > 0) {
      page.take(shop, MONEY, round, grant.number, Account.HELD, cents);
      page.wallet(user, shop.currency, 0, cents, 0, 1);
    }
  }

  /** A packet was opened, or it returned. */
  static void post(Page page, Shop shop, Event.Settled settled) {
    Rows.Claim claim = page.memory.claim(shop.number, settled.claim());
    Endings.end(page, claim, settled.ending());
    for (Rows.Grant grant : page.memory.grantsOf(claim)) {
      boolean given = settled.ending().grantState() == Grant.State.GIVEN;
      grant.become(settled.ending().grantState().word(), page.at, page.position);
      Endings.move(page, shop, grant, grant.item, 1, settled.ending());
      if (grant.cents > 0) {
        Endings.move(page, shop, grant, MONEY, grant.cents, settled.ending());
        page.wallet(
            claim.user, shop.currency, given ? grant.cents : 0, -grant.cents, given ? 1 : 0, -1);
      }
    }
  }
}
