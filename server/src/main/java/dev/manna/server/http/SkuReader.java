package dev.manna.server.http;

import static dev.manna.server.http.Required.MISSING;
import static dev.manna.server.http.Required.missing;
import static dev.manna.server.http.Required.present;

import dev.manna.core.Campaign;
import dev.manna.core.Malformed;
import dev.manna.core.Sale;
import dev.manna.core.Supply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One SKU of a sale's definition: its stock in one place, at locations, or made of parts. */
final class SkuReader {
  private static final Fields SKU =
      new Fields("id", "title", "stock", "oversell", "lowStock", "locations", "parts", "perUser");
  private static final Fields LOCATION = new Fields("id", "stock", "oversell");
  private static final Fields PART = new Fields("sku", "quantity");

  private final String path;
  private @Nullable String id;
  private String title = "";
  private long stock = MISSING;
  private long oversell;
  private long perUser;
  private long lowStock = Supply.NO_NOTICE;
  private List<Supply.Location> locations = List.of();
  private List<Supply.Part> parts = List.of();

  SkuReader(String path) {
    this.path = path;
  }

  Sale.Sku read(JsonReader json) {
    json.beginObject(SKU);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (SKU.name(field)) {
        case "id" -> id = json.string();
        case "title" -> title = json.string();
        case "stock" -> stock = json.integer(0, Campaign.MAX_SIZE);
        case "oversell" -> oversell = json.integer(0, Campaign.MAX_SIZE);
        case "lowStock" -> lowStock = json.integer(0, Campaign.MAX_SIZE);
        case "locations" -> locations = locations(json);
        case "parts" -> parts = parts(json);
        default -> perUser = json.integer(0, Campaign.MAX_SIZE);
      }
    }
    return sku();
  }

  private Sale.Sku sku() {
    if (id == null) {
      throw missing(path, "id");
    }
    boolean elsewhere = !locations.isEmpty() || !parts.isEmpty();
    if (!elsewhere) {
      present(stock, path, "stock");
    } else if (stock != MISSING) {
      throw new Malformed(path + ".stock", "stands beside locations or parts, which say it");
    }
    Supply supply = new Supply(oversell, lowStock, locations, parts);
    Sale.Sku sku =
        elsewhere ? Sale.Sku.of(id, title, supply) : new Sale.Sku(id, title, stock, supply);
    return perUser == 0 ? sku : sku.limited(perUser);
  }

  private static List<Supply.Location> locations(JsonReader json) {
    List<Supply.Location> locations = new ArrayList<>();
    String all = json.path();
    json.beginArray();
    while (json.nextElement()) {
      String path = json.path();
      String id = null;
      long stock = MISSING;
      long oversell = 0;
      json.beginObject(LOCATION);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> id = json.string();
          case 1 -> stock = json.integer(0, Campaign.MAX_SIZE);
          default -> oversell = json.integer(0, Campaign.MAX_SIZE);
        }
      }
      if (id == null) {
        throw missing(path, "id");
      }
      present(stock, path, "stock");
      locations.add(new Supply.Location(id, stock, oversell));
    }
    return some(locations, all);
  }

  private static List<Supply.Part> parts(JsonReader json) {
    List<Supply.Part> parts = new ArrayList<>();
    String all = json.path();
    json.beginArray();
    while (json.nextElement()) {
      String path = json.path();
      String sku = null;
      long quantity = MISSING;
      json.beginObject(PART);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> sku = json.string();
          default -> quantity = json.integer(1, Supply.MAX_PART_QUANTITY);
        }
      }
      if (sku == null) {
        throw missing(path, "sku");
      }
      present(quantity, path, "quantity");
      parts.add(new Supply.Part(sku, quantity));
    }
    return some(parts, all);
  }

  /** An empty list is more likely a mistake than a way to say nothing. */
  private static <T> List<T> some(List<T> list, String path) {
    if (list.isEmpty()) {
      throw new Malformed(path, "is empty; leave it out");
    }
    return list;
  }
}
