package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Leeway;
import dev.manna.core.Sale;
import dev.manna.core.Supply;
import dev.manna.core.Waitlist;

/** What a sale's definition says beyond the terms. */
final class SaleDefinitionWriter {
  private static final byte[] NOTHING = {};

  private SaleDefinitionWriter() {}

  static void put(JsonWriter json, Sale sale) {
    leeway(json, sale.leeway());
    if (sale.movements()) {
      json.put(piece(",\"movements\":true"));
    }
    json.put(piece(",\"skus\":"));
    char separator = '[';
    for (Sale.Sku sku : sale.skus()) {
      json.put(separator).put(piece("{\"id\":")).put(sku.id());
      json.put(piece(",\"title\":")).put(sku.title());
      supply(json, sku);
      if (sku.perUser() > 0) {
        json.put(piece(",\"perUser\":")).put(sku.perUser());
      }
      json.put('}');
      separator = ',';
    }
    json.put(']');
  }

  /** What a sale does not grant is not said. */
  private static void leeway(JsonWriter json, Leeway leeway) {
    if (leeway.returnMillis() > 0) {
      json.put(piece(",\"returnWithinSeconds\":")).put(leeway.returnMillis() / 1_000);
    }
    if (leeway.extensions() != Leeway.ANY) {
      json.put(piece(",\"maxExtensions\":")).put(leeway.extensions());
    }
    Waitlist waitlist = leeway.waitlist();
    if (waitlist.open()) {
      json.put(piece(",\"waitlist\":{\"entries\":")).put(waitlist.entries());
      json.put(piece(",\"longestSeconds\":")).put(waitlist.longestMillis() / 1_000).put('}');
    }
  }

  private static void supply(JsonWriter json, Sale.Sku sku) {
    Supply supply = sku.supply();
    if (supply.locations().isEmpty() && supply.parts().isEmpty()) {
      json.put(piece(",\"stock\":")).put(sku.stock());
    }
    oversell(json, supply.oversell());
    if (supply.lowStock() != Supply.NO_NOTICE) {
      json.put(piece(",\"lowStock\":")).put(supply.lowStock());
    }
    char separator = '[';
    for (Supply.Location at : supply.locations()) {
      json.put(separator == '[' ? piece(",\"locations\":") : NOTHING);
      json.put(separator).put(piece("{\"id\":")).put(at.id());
      json.put(piece(",\"stock\":")).put(at.stock());
      oversell(json, at.oversell());
      json.put('}');
      separator = ',';
    }
    for (Supply.Part part : supply.parts()) {
      json.put(separator == '[' ? piece(",\"parts\":") : NOTHING);
      json.put(separator).put(piece("{\"sku\":")).put(part.sku());
      json.put(piece(",\"quantity\":")).put(part.quantity()).put('}');
      separator = ',';
    }
    if (separator == ',') {
      json.put(']');
    }
  }

  private static void oversell(JsonWriter json, long units) {
    if (units > 0) {
      json.put(piece(",\"oversell\":")).put(units);
    }
  }
}
