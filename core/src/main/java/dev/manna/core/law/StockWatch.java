package dev.manna.core.law;

import dev.manna.core.Check;
import dev.manna.core.Event;
import dev.manna.core.Movement;
import dev.manna.core.Movement.Kind;
import dev.manna.core.Sale;
import dev.manna.core.SaleEvent;
import dev.manna.core.StockEvent.Level;
import dev.manna.core.StockEvent.Noticed;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operators see of a sale's stock beside its numbers: who has changed it last, whether it runs
 * low, and if the sale keeps them, all of its movements. It looks at events after they have changed
 * the numbers.
 */
final class StockWatch {
  private static final int VERSION = 0;
  private static final int NOTED = 1;

  /** By code. */
  private static final List<Level> LEVELS = List.of(Level.ENOUGH, Level.LOW, Level.SOLD_OUT);

  private final CampaignState campaign;
  private final Notices notices;

  /**
   * By item, where in the log an operator has changed it last; and by the lowest item of a SKU, the
   * level of which the last notice told.
   */
  private final Rows marks;

  private final Movements movements;

  StockWatch(CampaignState campaign, Trail trail, Notices notices) {
    this.campaign = campaign;
    this.notices = notices;
    marks = new Rows(trail, 2);
    movements = new Movements(trail);
  }

  /** The position of the last change of an item by an operator. */
  long version(int item) {
    return marks.get(item, VERSION);
  }

  /** The level of which the last notice told; of a SKU, by its lowest item. */
  Level noted(int item) {
    return LEVELS.get((int) marks.get(item, NOTED));
  }

  void took(Event.Deducted deducted, int claim, long position) {
    moved(claim, deducted.expiresAtMillis() > 0 ? Kind.HELD : Kind.GIVEN, position);
  }

  void settled(Event.Settled settled, long position) {
    Kind kind =
        switch (settled.ending()) {
          case CONFIRMED -> Kind.CONFIRMED;
          case CANCELLED -> Kind.CANCELLED;
          case EXPIRED -> Kind.EXPIRED;
          case OPENED -> throw Check.broken("an order is not opened");
        };
    moved(settled.claim(), kind, position);
  }

  void became(SaleEvent event, long position) {
    switch (event) {
      case SaleEvent.Extended extended -> {}
      case SaleEvent.CartSet set -> {}
      case SaleEvent.CartEmptied emptied -> {}
      case SaleEvent.WaitEnded ended -> {}
      case SaleEvent.Served served ->
          moved(served.claim(), served.expiresAtMillis() > 0 ? Kind.HELD : Kind.GIVEN, position);
      case SaleEvent.Regained regained -> moved(regained.claim(), Kind.REGAINED, position);
      case SaleEvent.Returned returned ->
          moved(returned.grant(), Kind.RETURNED, returned.units(), position);
    }
  }

  /** All grants of a claim have moved. */
  private void moved(int claim, Kind kind, long position) {
    if (keeps() || campaign.sale().assortment().wantsNotices()) {
      int first = campaign.claims.firstGrant(claim);
      for (int grant = first; grant < first + campaign.claims.grants(claim); grant++) {
        moved(grant, kind, campaign.grants.size(grant), position);
      }
    }
  }

  private void moved(int grant, Kind kind, long units, long position) {
    int item = campaign.grants.item(grant);
    keep(item, kind, units, grant + 1, position);
    look(item);
  }

  private void keep(int item, Kind kind, long units, int grant, long position) {
    if (keeps()) {
      movements.add(item, kind, units, grant, campaign.sale().available(item), position);
    }
  }

  private boolean keeps() {
    return ((Sale) campaign.definition()).movements();
  }

  /** The movements of an item, as {@link Movements#of} has them. */
  List<Movement> movements(int item, int after, int limit) {
    return movements.of(item, after, limit);
  }

  /** An operator has added so much to an item. */
  void adjusted(String id, long units, long position) {
    int item = campaign.catalog().number(id);
    marks.set(item, VERSION, position);
    keep(item, Kind.ADJUSTED, units, 0, position);
    look(item);
  }

  /** Units went into quarantine, or, where it is below nothing, out of it by themselves. */
  void setAside(int item, long units, long position) {
    keep(item, units > 0 ? Kind.QUARANTINED : Kind.RELEASED, Math.abs(units), 0, position);
    look(item);
  }

  /** The definition in force replaces another, or is the first and replaces itself. */
  void defined(Sale before, long position) {
    Map<String, Sale.Item> were = new HashMap<>();
    before.skus().forEach(sku -> sku.items().forEach(item -> were.put(item.id(), item)));
    for (Sale.Sku sku : ((Sale) campaign.definition()).skus()) {
      for (Sale.Item item : sku.items()) {
        int number = campaign.catalog().number(item.id());
        Sale.@Nullable Item was = number == marks.count() ? null : were.get(item.id());
        if (number == marks.count()) {
          marks.append();
        }
        if (!item.equals(was)) {
          marks.set(number, VERSION, position);
          long units = item.stock() - (was == null ? 0 : was.stock());
          keep(number, Kind.DEFINED, units, 0, position);
        }
      }
    }
    lookAtAll();
  }

  /** Looks at every SKU: at what is watched now, and at what was. */
  void lookAtAll() {
    for (int item = 0; item < marks.count(); item++) {
      if (campaign.sale().assortment().wantsNotices() || noted(item) != Level.ENOUGH) {
        look(item);
      }
    }
  }

  /** Asks for a notice where the level of an item's SKU is another than the last that was told. */
  private void look(int item) {
    Assortment.Shelf shelf = campaign.sale().assortment().watched(item);
    int first = shelf == null ? item : shelf.first;
    if (level(first) != noted(first)) {
      notices.add(campaign.number, first);
    }
  }

  private Level level(int first) {
    Assortment.Shelf shelf = campaign.sale().assortment().watched(first);
    if (shelf == null) {
      return Level.ENOUGH;
    }
    long available = available(shelf);
    return available > shelf.lowStock ? Level.ENOUGH : available > 0 ? Level.LOW : Level.SOLD_OUT;
  }

  private long available(Assortment.Shelf shelf) {
    long available = 0;
    for (int item : shelf.items) {
      available += campaign.sale().available(item);
    }
    return available;
  }

  /** The notice that is due of a SKU, or null. */
  @Nullable Noticed due(int first) {
    Level level = level(first);
    if (level == noted(first)) {
      return null;
    }
    String sku = campaign.catalog().id(first).split("@", 2)[0];
    long available = available(campaign.sale().assortment().shelf(sku));
    return new Noticed(campaign.number, first, level, available);
  }

  void noticed(Noticed noticed) {
    marks.set(noticed.item(), NOTED, LEVELS.indexOf(noticed.level()));
  }

  void save(Sink sink) {
    marks.save(sink);
    movements.save(sink);
  }

  void load(Source source) {
    marks.load(source);
    movements.load(source);
  }
}
