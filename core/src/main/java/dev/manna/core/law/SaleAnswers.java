package dev.manna.core.law;

import dev.manna.core.Movement;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.StockEvent.Level;
import dev.manna.core.Supply;
import java.util.List;

/** What can be read of a sale's stock. */
final class SaleAnswers {
  private static final String UNITS = "units";

  private SaleAnswers() {}

  static Reply.Pool pool(CampaignState sale, int item) {
    return new Reply.Pool(
        sale.catalog().id(item),
        UNITS,
        sale.items.total(item),
        sale.available(item),
        sale.items.held(item),
        sale.items.given(item),
        sale.items.quarantined(item),
        new Reply.Goods(
            sale.sale().watch.version(item),
            sale.sale().assortment().oversell(item),
            level(sale, item),
            false));
  }

  /** The level of which the last notice told, of the SKU to which an item belongs. */
  private static Level level(CampaignState sale, int item) {
    Assortment.Shelf shelf = sale.sale().assortment().watched(item);
    return shelf == null ? Level.ENOUGH : sale.sale().watch.noted(shelf.first);
  }

  static Reply movements(State state, CampaignState campaign, Query.OfMovements of) {
    if (!(campaign.definition() instanceof Sale sale) || !sale.movements()) {
      return Reply.Refused.of(
          Refusal.MALFORMED, "\"" + of.campaign() + "\" is no sale that keeps movements");
    }
    int item = campaign.catalog().number(of.item());
    if (item < 0) {
      return Reply.Refused.of(
          Refusal.MALFORMED, "item: \"" + of.item() + "\" is no item of \"" + of.campaign() + '"');
    }
    List<Movement> page = campaign.sale().watch.movements(item, of.after(), of.limit() + 1);
    boolean more = page.size() > of.limit();
    List<Movement> shown = more ? List.copyOf(page.subList(0, of.limit())) : page;
    int next = more ? shown.getLast().number() : 0;
    return new Reply.Movements(of.campaign(), of.item(), shown, next, state.position());
  }

  /** How many pools follow from those of items. */
  static int computed(CampaignState sale) {
    return sale.sale().assortment().computed().size();
  }

  static Reply.Pool computedPool(CampaignState sale, int number) {
    Sku sku = sale.sale().assortment().computed().get(number);
    return sku.isBundle() ? bundle(sale, sku) : sum(sale, sku.id());
  }

  /** As many as can be made of what is free. */
  private static Reply.Pool bundle(CampaignState sale, Sku sku) {
    long free = Long.MAX_VALUE;
    for (Supply.Part part : sku.supply().parts()) {
      free = Math.min(free, sum(sale, part.sku()).available() / part.quantity());
    }
    return new Reply.Pool(
        sku.id(), UNITS, free, free, 0, 0, new Reply.Goods(0, 0, Level.ENOUGH, true));
  }

  /** All locations of a SKU together. */
  private static Reply.Pool sum(CampaignState sale, String sku) {
    long total = 0;
    long available = 0;
    long held = 0;
    long given = 0;
    long aside = 0;
    long oversell = 0;
    Assortment.Shelf shelf = sale.sale().assortment().shelf(sku);
    for (int item : shelf.items) {
      total += sale.items.total(item);
      available += sale.available(item);
      held += sale.items.held(item);
      given += sale.items.given(item);
      aside += sale.items.quarantined(item);
      oversell += sale.sale().assortment().oversell(item);
    }
    return new Reply.Pool(
        sku,
        UNITS,
        total,
        available,
        held,
        given,
        aside,
        new Reply.Goods(0, oversell, level(sale, shelf.first), true));
  }
}
