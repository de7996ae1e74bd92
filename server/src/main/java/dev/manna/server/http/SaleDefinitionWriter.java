package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Sale;

/** What a sale's definition says beyond the terms. */
final class SaleDefinitionWriter {
  private SaleDefinitionWriter() {}

  static void put(JsonWriter json, Sale sale) {
    json.put(piece(",\"skus\":"));
    char separator = '[';
    for (Sale.Sku sku : sale.skus()) {
      json.put(separator).put(piece("{\"id\":")).put(sku.id());
      json.put(piece(",\"title\":")).put(sku.title());
      json.put(piece(",\"stock\":")).put(sku.stock()).put('}');
      separator = ',';
    }
    json.put(']');
  }
}
