package dev.manna.ledger;

import dev.manna.core.Campaign;
import dev.manna.core.Check;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Event;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.RainPlan;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.wire.CampaignCodec;
import dev.manna.core.wire.Encoder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Campaigns, their items, and what operators say there is of them, as rows. */
final class Definitions {
  private static final String MONEY = "budget";

  private Definitions() {}

  /** How much a definition says there is of an item. */
  private record Stock(String item, String unit, long units) {}

  static void post(Page page, Shops shops, Event.Defined defined) throws SQLException {
    Campaign definition = defined.definition();
    Shop shop = shops.find(defined.campaign());
    if (shop == null) {
      shop = shops.open(defined.campaign(), definition.kind(), currency(definition));
      shop.createdAt = page.at;
      shop.status = defined.draft() ? "draft" : "live";
    }
    shops.changed(shop);
    shops.meet(definition.terms());
    shop.version = defined.version();
    shop.chances = definition instanceof Lottery lottery && lottery.chances();
    page.changed(shop, "defined");
    version(page, shop, defined);
    if (defined.draft()) {
      shop.kind = definition.kind();
      shop.currency = currency(definition);
      shop.draft = definition;
    } else {
      stock(page, shop, definition);
    }
  }

  static void steer(Page page, Shop shop, Command.Move move) {
    Campaign draft = shop.draft;
    if (draft != null) {
      stock(page, shop, draft);
      shop.draft = null;
    }
    shop.status =
        switch (move) {
          case PAUSE -> "paused";
          case RESUME, PUBLISH -> "live";
          case CLOSE -> "closed";
          case ALARM -> "alarmed";
        };
    page.changed(shop, move == Command.Move.PUBLISH ? "published" : shop.status);
  }

  private static void stock(Page page, Shop shop, Campaign definition) {
    for (Stock stock : stocks(definition)) {
      define(page, shop, definition, stock);
    }
    if (definition instanceof RedPacket rain) {
      rounds(page, shop, rain.plan().rounds());
    }
  }

  private static String currency(Campaign definition) {
    return definition instanceof RedPacket rain ? rain.currency() : "";
  }

  private static void version(Page page, Shop shop, Event.Defined defined) {
    Encoder encoder = new Encoder();
    CampaignCodec.write(defined.definition(), encoder);
    page.writes.insert(
        Table.VERSIONS,
        shop.number,
        defined.version(),
        page.position,
        page.at,
        defined.definition().terms().title(),
        defined.definition().terms().startMillis(),
        defined.definition().terms().endMillis(),
        defined.definition().terms().timeZone(),
        bytes(encoder));
  }

  private static byte[] bytes(Encoder encoder) {
    byte[] bytes = new byte[encoder.length()];
    encoder.view().get(bytes);
    return bytes;
  }

  private static List<Stock> stocks(Campaign definition) {
    List<Stock> stocks = new ArrayList<>();
    switch (definition) {
      case Lottery lottery ->
          lottery.prizes().forEach(each -> stocks.add(new Stock(each.id(), "units", each.stock())));
      case Sale sale ->
          sale.skus().stream()
              .flatMap(sku -> sku.items().stream())
              .forEach(each -> stocks.add(new Stock(each.id(), "units", each.stock())));
      case RedPacket rain -> {
        stocks.add(new Stock(MONEY, "cents", rain.budgetCents()));
        if (rain.split() instanceof RedPacket.Split.Fixed fixed) {
          fixed
              .denominations()
              .forEach(each -> stocks.add(new Stock(each.id(), "packets", each.count())));
        } else {
          stocks.add(new Stock(Grant.PACKET, "packets", rain.packets()));
        }
        rain.plan()
            .goods()
            .forEach(each -> stocks.add(new Stock(each.id(), "units", each.stock())));
      }
    }
    return stocks;
  }

  private static void define(Page page, Shop shop, Campaign definition, Stock stock) {
    int item = shop.itemOf(stock.item());
    boolean limited = stock.units() != Lottery.Prize.UNLIMITED;
    if (item < 0) {
      item = shop.add(stock.item(), limited);
      page.writes.insert(
          Table.ITEMS, shop.number, item, stock.item(), stock.unit(), limited ? 1 : 0);
    }
    List<RainPlan.Round> rounds =
        definition instanceof RedPacket rain ? rain.plan().rounds() : List.of();
    if (rounds.isEmpty()) {
      define(page, shop, item, 0, limited ? stock.units() : 0);
    }
    for (int round = 1; round <= rounds.size(); round++) {
      define(page, shop, item, round, quota(rounds.get(round - 1), stock.item()));
    }
  }

  private static long quota(RainPlan.Round round, String item) {
    return switch (item) {
      case MONEY -> round.budgetCents();
      case Grant.PACKET -> round.packets();
      default -> round.units(item);
    };
  }

  private static void define(Page page, Shop shop, int item, int round, long units) {
    long difference = shop.define(item, round, units);
    page.defined(shop, item, round, difference);
    page.change(shop, item, round, "defined", difference);
  }

  private static void rounds(Page page, Shop shop, List<RainPlan.Round> rounds) {
    for (int round = 1; round <= rounds.size(); round++) {
      RainPlan.Round each = rounds.get(round - 1);
      page.writes.merge(Table.ROUNDS, shop.number, round, each.startMillis(), each.endMillis());
    }
  }

  static void post(Page page, Shop shop, Event.Adjusted adjusted) {
    page.changed(shop, "adjusted");
    if (adjusted.claimant() != null) {
      page.claim(shop, "adjustment", adjusted.claimant(), 0, "done", 0);
    }
    if (adjusted.change() instanceof Change.InRound(int round, Change change)) {
      adjust(page, shop, round, change);
    } else {
      adjust(page, shop, 0, adjusted.change());
    }
  }

  private static void adjust(Page page, Shop shop, int round, Change change) {
    switch (change) {
      case Change.Stock(String item, long units) -> {
        page.change(shop, shop.itemOf(item), round, "adjusted", units);
        if (shop.isRain() && !RainPlan.Good.names(item)) {
          long cents = Math.multiplyExact(units, Long.parseLong(item));
          page.change(shop, shop.itemOf(MONEY), round, "adjusted", cents);
        }
      }
      case Change.Target(String item, long units, long version) -> {
        int number = shop.itemOf(item);
        page.change(shop, number, round, "adjusted", units - shop.total(number, round));
      }
      case Change.Budget(long cents, long packets) -> {
        page.change(shop, shop.itemOf(MONEY), round, "adjusted", cents);
        page.change(shop, shop.itemOf(Grant.PACKET), round, "adjusted", packets);
      }
      case Change.InRound in -> throw Check.broken("a round stands in no round");
    }
  }
}
