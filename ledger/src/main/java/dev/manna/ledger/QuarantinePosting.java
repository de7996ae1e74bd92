package dev.manna.ledger;

import dev.manna.core.QuarantineEvent;
import dev.manna.core.QuarantineEvent.Part;
import java.sql.SQLException;

/** What is set aside after a failure of a shared log, as rows. */
final class QuarantinePosting {
  private QuarantinePosting() {}

  /** Finds the campaign of a number. */
  interface Finder {
    Shop of(int campaign) throws SQLException;
  }

  static void post(Page page, Finder shops, QuarantineEvent event) throws SQLException {
    switch (event) {
      case QuarantineEvent.EpochOpened opened -> {}
      case QuarantineEvent.Quarantined set -> {
        Part part = set.part();
        move(page, shops.of(set.campaign()), part, "quarantined", Account.POOL);
      }
      case QuarantineEvent.Released released -> {
        Part part = released.part();
        move(page, shops.of(released.campaign()), part, "released", Account.QUARANTINED);
      }
      case QuarantineEvent.Redeemed redeemed -> {
        Shop shop = shops.of(redeemed.campaign());
        for (Part part : redeemed.parts()) {
          move(page, shop, part, "redeemed", Account.QUARANTINED);
        }
      }
    }
  }

  private static void move(Page page, Shop shop, Part part, String kind, Account from) {
    Account to = from == Account.POOL ? Account.QUARANTINED : Account.POOL;
    page.move(shop, part.item(), part.round(), 0, kind, from, to, part.units());
  }
}
