package dev.manna.ledger;

import dev.manna.core.Author;
import dev.manna.core.ChangeEvent;
import dev.manna.core.Check;
import dev.manna.core.Claimant;
import dev.manna.core.Enlisted;
import dev.manna.core.Event;
import dev.manna.core.LotteryEvent;
import dev.manna.core.ProofEvent;
import dev.manna.core.QuarantineEvent;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent;
import dev.manna.core.feed.Happened;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the events of a chunk into rows. */
final class Posting {
  private final Shops shops;
  private final Memory memory;
  private final Writes writes = new Writes();

  /** Who does what the next event says. */
  private @Nullable Author author;

  private Posting(Shops shops, Memory memory) {
    this.shops = shops;
    this.memory = memory;
  }

  /** The rows of events that follow what is in the books. */
  static Writes of(Session session, Shops shops, List<Happened> events) throws SQLException {
    Posting posting = new Posting(shops, Memory.of(session, shops, events));
    for (Happened each : events) {
      posting.post(each);
    }
    posting.memory.write(posting.writes);
    return posting.writes;
  }

  private Shop shop(int campaign) throws SQLException {
    Shop shop = shops.of(campaign);
    shops.changed(shop);
    return shop;
  }

  private void post(Happened happened) throws SQLException {
    Page page = new Page(writes, memory, happened, author);
    author = null;
    switch (happened.event()) {
      case Event.Founded founded -> {}
      // It tells of the event after it, which stands in the same batch.
      case ChangeEvent.Authored authored -> author = authored.author();
      case ChangeEvent change -> sign(happened, change);
      case Event.Defined defined -> Definitions.post(page, shops, defined);
      case Event.Steered steered ->
          Definitions.steer(page, shop(steered.campaign()), steered.move());
      case Event.Adjusted adjusted -> Definitions.post(page, shop(adjusted.campaign()), adjusted);
      case Event.Drawn drawn -> LotteryPosting.post(page, shop(drawn.campaign()), drawn);
      case Event.Entered entered -> LotteryPosting.post(page, shop(entered.campaign()), entered);
      case Event.Snatched snatched -> RainPosting.post(page, shop(snatched.campaign()), snatched);
      case Event.Deducted deducted -> SalePosting.post(page, shop(deducted.campaign()), deducted);
      case Event.Waited waited -> SalePosting.post(page, shop(waited.campaign()), waited);
      case Event.Settled settled -> settle(page, shop(settled.campaign()), settled);
      case StockEvent.Noticed noticed ->
          writes.insert(
              Table.NOTICES,
              page.position,
              noticed.campaign(),
              noticed.item(),
              page.at,
              noticed.level().word(),
              noticed.available());
      case ProofEvent proof -> prove(page, shop(proof.campaign()), proof);
      case Enlisted enlisted -> enlist(page, enlisted);
      case LotteryEvent lottery -> LotteryPosting.post(page, shop(lottery.campaign()), lottery);
      case SaleEvent sale -> SalePosting.post(page, shop(sale.campaign()), sale);
      case QuarantineEvent aside -> QuarantinePosting.post(page, this::shop, aside);
    }
  }

  private void sign(Happened happened, ChangeEvent change) throws SQLException {
    switch (change) {
      case ChangeEvent.Proposed(int campaign, int number, Author by, Event proposed) ->
          sign(happened, campaign, by, "proposed");
      case ChangeEvent.Approved(int campaign, int number, Author by) ->
          sign(happened, campaign, by, "approved");
      case ChangeEvent.Withdrawn(int campaign, int number, Author by) ->
          sign(happened, campaign, by, "withdrawn");
      case ChangeEvent.Authored authored -> throw Check.broken("it tells of the event after it");
    }
  }

  /** What is said of a change that waits, by whoever says it. */
  private void sign(Happened happened, int campaign, Author by, String kind) throws SQLException {
    new Page(writes, memory, happened, by).signed(shops.of(campaign), kind);
  }

  private static void prove(Page page, Shop shop, ProofEvent event) {
    switch (event) {
      case ProofEvent.Revealed revealed -> {
        shop.status = "closed";
        page.changed(shop, "revealed");
      }
      case ProofEvent.CampaignSettled settled -> {
        shop.status = "settled";
        page.changed(shop, "settled");
      }
    }
  }

  private static void settle(Page page, Shop shop, Event.Settled settled) {
    if (shop.isRain()) {
      RainPosting.post(page, shop, settled);
    } else {
      SalePosting.post(page, shop, settled);
    }
  }

  private void enlist(Page page, Enlisted enlisted) throws SQLException {
    page.changed(shop(enlisted.campaign()), enlisted.add() ? "listed" : "unlisted");
    for (Claimant user : enlisted.users()) {
      writes.insert(
          Table.LIST_CHANGES,
          page.position,
          user.user(),
          enlisted.campaign(),
          enlisted.roll().word(),
          enlisted.add() ? 1 : 0);
    }
  }
}
