package dev.manna.server.http;

import static dev.manna.server.http.Required.MISSING;
import static dev.manna.server.http.Required.missing;
import static dev.manna.server.http.Required.present;

import dev.manna.core.Campaign;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;

/** What a sale's definition says beyond the terms. */
final class SaleDefinitionReader implements KindReader {
  static final List<String> FIELDS = List.of("skus");

  private static final Fields SKU = new Fields("id", "title", "stock");

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
      String path = json.path();
      String id = null;
      String title = "";
      long stock = MISSING;
      json.beginObject(SKU);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> id = json.string();
          case 1 -> title = json.string();
          default -> stock = json.integer(0, Campaign.MAX_SIZE);
        }
      }
      if (id == null) {
        throw missing(path, "id");
      }
      present(stock, path, "stock");
      skus.add(new Sale.Sku(id, title, stock));
    }
    return skus;
  }
}
