package dev.manna.ledger;

import dev.manna.core.Event;
import dev.manna.core.Grant;

/** How holds end, as rows. */
final class Endings {
  private Endings() {}

  static void end(Page page, Rows.Claim claim, Event.Ending ending) {
    claim.end(word(ending), page.at, page.position);
  }

  private static String word(Event.Ending ending) {
    return switch (ending) {
      case OPENED -> "opened";
      case CONFIRMED -> "confirmed";
      case CANCELLED -> "cancelled";
      case EXPIRED -> "expired";
    };
  }

  /** What was held of a grant is given, or back in the pool. */
  static void move(Page page, Shop shop, Rows.Grant grant, int item, long n, Event.Ending ending) {
    String kind = word(ending);
    if (ending.grantState() == Grant.State.GIVEN) {
      page.move(shop, item, grant.round, grant.number, kind, Account.HELD, Account.GIVEN, n);
    } else {
      page.giveBack(shop, item, grant.round, grant.number, kind, Account.HELD, n);
    }
  }
}
