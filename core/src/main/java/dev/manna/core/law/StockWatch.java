package dev.manna.core.law;

import dev.manna.core.Command.Change;
import dev.manna.core.Sale;
import dev.manna.core.wire.Sink;
import dev.manna.core.wire.Source;
import java.util.HashMap;
import java.util.Map;

/** What operators see of a sale's stock beside its numbers: who has changed it last. */
final class StockWatch {
  private final CampaignState campaign;

  /** By item, where in the log an operator has changed it last. */
  private final Rows versions;

  StockWatch(CampaignState campaign, Trail trail) {
    this.campaign = campaign;
    versions = new Rows(trail, 1);
  }

  /** The position of the last change of an item by an operator. */
  long version(int item) {
    return versions.get(item, 0);
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
    versions.set(campaign.catalog().number(item), 0, position);
  }

  /** The definition in force replaces another, or is the first and replaces itself. */
  void defined(Sale before, long position) {
    Map<String, Sale.Item> were = new HashMap<>();
    before.skus().forEach(sku -> sku.items().forEach(item -> were.put(item.id(), item)));
    for (Sale.Sku sku : ((Sale) campaign.definition()).skus()) {
      for (Sale.Item item : sku.items()) {
        int number = campaign.catalog().number(item.id());
        if (number == versions.count()) {
          versions.append();
          changed(item.id(), position);
        } else if (!item.equals(were.get(item.id()))) {
          changed(item.id(), position);
        }
      }
    }
  }

  void save(Sink sink) {
    versions.save(sink);
  }

  void load(Source source) {
    versions.load(source);
  }
}
