package dev.manna.core.law;

import dev.manna.core.Command.Change;
import dev.manna.core.Event;
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
 * What operators see of a sale's stock beside its numbers: who has changed it last, and whether it
 * runs low. It looks at events after they have changed the numbers.
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

  StockWatch(CampaignState campaign, Trail trail, Notices notices) {
    this.campaign = campaign;
    this.notices = notices;
    marks = new Rows(trail, 2);
  }

  /** The position of the last change of an item by an operator. */
  long version(int item) {
    return marks.get(item, VERSION);
  }

  /** The level of which the last notice told; of a SKU, by its lowest item. */
  Level noted(int item) {
    return LEVELS.get((int) marks.get(item, NOTED));
  }

  void took(Event.Deducted deducted) {
    if (watches()) {
      deducted.taken().forEach(taken -> look(taken.item()));
    }
  }

  /** Something has become of the grants of a claim. */
  void became(int claim) {
    if (watches()) {
      int first = campaign.claims.firstGrant(claim);
      for (int grant = first; grant < first + campaign.claims.grants(claim); grant++) {
        look(campaign.grants.item(grant));
      }
    }
  }

  void became(SaleEvent event) {
    switch (event) {
      case SaleEvent.Extended extended -> {}
      case SaleEvent.CartSet set -> {}
      case SaleEvent.CartEmptied emptied -> {}
      case SaleEvent.Regained regained -> became(regained.claim());
      case SaleEvent.Returned returned -> look(campaign.grants.item(returned.grant()));
    }
  }

  private boolean watches() {
    return campaign.sale().assortment().wantsNotices();
  }

  void adjusted(Change change, long position) {
    switch (change) {
      case Change.Stock stock -> changed(stock.item(), position);
      case Change.Target target -> changed(target.item(), position);
      case Change.Budget budget -> throw new IllegalStateException("a sale has no budget");
      case Change.InRound in -> throw new IllegalStateException("a sale has no rounds");
    }
  }

  private void changed(String item, long position) {
    int number = campaign.catalog().number(item);
    marks.set(number, VERSION, position);
    look(number);
  }

  /** The definition in force replaces another, or is the first and replaces itself. */
  void defined(Sale before, long position) {
    Map<String, Sale.Item> were = new HashMap<>();
    before.skus().forEach(sku -> sku.items().forEach(item -> were.put(item.id(), item)));
    for (Sale.Sku sku : ((Sale) campaign.definition()).skus()) {
      for (Sale.Item item : sku.items()) {
        int number = campaign.catalog().number(item.id());
        if (number == marks.count()) {
          marks.append();
          marks.set(number, VERSION, position);
        } else if (!item.equals(were.get(item.id()))) {
          marks.set(number, VERSION, position);
        }
      }
    }
    lookAtAll();
  }

  /** Looks at every SKU: at what is watched now, and at what was. */
  void lookAtAll() {
    for (int item = 0; item < marks.count(); item++) {
      if (watches() || noted(item) != Level.ENOUGH) {
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
  }

  void load(Source source) {
    marks.load(source);
  }
}
