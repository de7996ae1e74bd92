package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Lottery;
import dev.manna.core.Reply;
import dev.manna.core.StockEvent;

/** What there is of the items of a campaign. */
final class PoolWriter {
  private PoolWriter() {}

  static void put(JsonWriter json, Reply.Pools pools) {
    json.put(piece("{\"campaign\":"))
        .put(pools.campaign())
        .put(piece(",\"status\":"))
        .put(pools.status().word());
    if (pools.entries() >= 0) {
      json.put(piece(",\"entries\":")).put(pools.entries());
    }
    json.put(piece(",\"pools\":["));
    for (int i = 0; i < pools.pools().size(); i++) {
      Reply.Pool pool = pools.pools().get(i);
      if (i > 0) {
        json.put(',');
      }
      json.put(piece("{\"item\":")).put(pool.item()).put(piece(",\"unit\":")).put(pool.unit());
      json.put(piece(",\"total\":"));
      amount(json, pool.total());
      json.put(piece(",\"available\":"));
      amount(json, pool.available());
      json.put(piece(",\"held\":")).put(pool.held());
      json.put(piece(",\"given\":")).put(pool.given());
      if (pool.quarantined() > 0) {
        json.put(piece(",\"quarantined\":")).put(pool.quarantined());
      }
      goods(json, pool.goods());
      json.put('}');
    }
    json.put(']');
  }

  private static void goods(JsonWriter json, Reply.Goods goods) {
    if (goods.version() > 0) {
      json.put(piece(",\"version\":")).put(goods.version());
    }
    if (goods.oversell() > 0) {
      json.put(piece(",\"oversell\":")).put(goods.oversell());
    }
    if (goods.level() != StockEvent.Level.ENOUGH) {
      json.put(piece(",\"notice\":")).put(goods.level().word());
    }
    if (goods.computed()) {
      json.put(piece(",\"computed\":true"));
    }
  }

  private static void amount(JsonWriter json, long units) {
    if (units == Lottery.Prize.UNLIMITED) {
      json.put("unlimited");
    } else {
      json.put(units);
    }
  }
}
