package dev.manna.ledger;

import dev.manna.core.Check;
import dev.manna.core.Claimant;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;

/** What happens in lotteries, as rows. */
final class LotteryPosting {
  private LotteryPosting() {}

  static void post(Page page, Shop shop, Event.Drawn drawn) {
    String user = drawn.claimant().user();
    String outcome = drawn.wins() > 0 ? "given" : "missed";
    Rows.Claim claim =
        page.claim(shop, "draw", drawn.claimant(), drawn.draws(), outcome, drawn.wins());
    for (int draw = 0; draw < drawn.draws(); draw++) {
      int item = drawn.outcomes().get(draw);
      if (item == Event.Drawn.MISS) {
        continue;
      }
      Rows.Grant grant = page.grant(shop, claim, draw + 1, item, 0, 1, 0);
      grant.become("given", page.at, page.position);
      if (draw < drawn.allocated()) {
        use(page, shop, user);
        page.move(shop, item, 0, grant.number, "given", Account.RESERVED, Account.GIVEN, 1);
      } else {
        page.take(shop, item, 0, grant.number, Account.GIVEN, 1);
      }
    }
    page.user(shop, user, 1, drawn.draws(), shop.chances ? -drawn.draws() : 0);
  }

  static void post(Page page, Shop shop, Event.Entered entered) {
    page.claim(shop, "entry", entered.claimant(), entered.entries(), "entered", 0);
    String user = entered.claimant().user();
    page.user(shop, user, 1, entered.entries(), shop.chances ? -entered.entries() : 0);
  }

  /** The user's earliest allocation gives. */
  private static void use(Page page, Shop shop, String user) {
    for (Rows.Allotment allotment : page.memory.of(shop.number, user).values()) {
      if (allotment.left > 0) {
        allotment.left--;
        allotment.changed = true;
        return;
      }
    }
    throw Check.broken("something is set aside for " + user + " in " + shop.name);
  }

  static void post(Page page, Shop shop, LotteryEvent event) {
    switch (event) {
      case LotteryEvent.Credited credited -> {
        Rows.Claim claim = page.claim(shop, "credit", credited.claimant(), 0, "done", 0);
        page.signed(shop, "credited");
        page.user(shop, credited.claimant().user(), 0, 0, credited.chances());
        page.writes.insert(
            Table.CREDITS,
            shop.number,
            claim.number,
            credited.claimant().user(),
            credited.source(),
            credited.chances());
      }
      case LotteryEvent.Allocated allocated -> allocate(page, shop, allocated);
      case LotteryEvent.AllocationEnded ended -> end(page, shop, ended);
      case LotteryEvent.Won won -> win(page, shop, won);
      case LotteryEvent.RaffleEnded ended -> {
        shop.status = "closed";
        page.changed(shop, "drawn");
      }
    }
  }

  /** An entry wins a unit when its raffle is drawn: its claim is the older one. */
  private static void win(Page page, Shop shop, LotteryEvent.Won won) {
    Rows.Claim claim = page.memory.claim(shop.number, won.claim());
    Rows.Grant grant = page.grant(shop, claim, 1, won.item(), 0, 1, 0);
    grant.become("given", page.at, page.position);
    claim.firstGrant = grant.number;
    claim.grants = 1;
    claim.changed = true;
    page.take(shop, won.item(), 0, grant.number, Account.GIVEN, 1);
  }

  private static void allocate(Page page, Shop shop, LotteryEvent.Allocated allocated) {
    page.claim(shop, "allocation", allocated.claimant(), 0, "done", 0);
    page.changed(shop, "allocated");
    long number = ++shop.allocations;
    long units = Math.multiplyExact((long) allocated.units(), allocated.users().size());
    page.writes.insert(
        Table.ALLOCATIONS,
        shop.number,
        number,
        allocated.item(),
        units,
        allocated.users().size(),
        allocated.untilMillis(),
        page.position,
        0);
    for (Claimant user : allocated.users()) {
      Rows.Allotment allotment =
          new Rows.Allotment(shop.number, user.user(), number, allocated.item(), allocated.units());
      allotment.fresh = true;
      page.memory.of(shop.number, user.user()).put(number, allotment);
    }
    Account from = shop.item(allocated.item()).limited() ? Account.POOL : Account.OUTSIDE;
    page.move(shop, allocated.item(), 0, 0, "reserved", from, Account.RESERVED, units);
  }

  private static void end(Page page, Shop shop, LotteryEvent.AllocationEnded ended) {
    long number = ended.allocation() + 1L;
    page.changed(shop, "allocation-ended");
    page.writes.update(Table.Update.ALLOCATION, shop.number, number, 0, 0, 0, 0, 0, page.position);
    long left = 0;
    int item = 0;
    for (Rows.Allotment allotment : page.memory.of(shop.number, number)) {
      left += allotment.left;
      item = allotment.item;
      allotment.left = 0;
      allotment.changed = true;
    }
    Account to = shop.item(item).limited() ? Account.POOL : Account.OUTSIDE;
    page.move(shop, item, 0, 0, "released", Account.RESERVED, to, left);
  }
}
