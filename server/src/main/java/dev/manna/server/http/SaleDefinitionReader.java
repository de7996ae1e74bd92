package dev.manna.server.http;

import dev.manna.core.Campaign;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;

/** What a sale's definition says beyond the terms. */
final class SaleDefinitionReader implements KindReader {
  static final List<String> FIELDS = List.of("skus");

  private List<Sale.Sku> skus = List.of();

  @Override
  public void read(String field, JsonReader json) {
    if (!field.equals("skus")) {
      throw new IllegalStateException(field);
    }
    skus = skus(json);
  }

  @Override
  public Campaign campaign(Terms terms, Given given) {
    given.need("skus");
    return new Sale(terms, skus);
  }

  private static List<Sale.Sku> skus(JsonReader json) {
    List<Sale.Sku> skus = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      skus.add(new SkuReader(json.path()).read(json));
    }
    return skus;
  }
}
