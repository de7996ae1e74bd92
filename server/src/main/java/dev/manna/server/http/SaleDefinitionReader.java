package dev.manna.server.http;

import dev.manna.core.Campaign;
import dev.manna.core.Leeway;
import dev.manna.core.Malformed;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.core.Waitlist;
import java.util.ArrayList;
import java.util.List;

/** What a sale's definition says beyond the terms. */
final class SaleDefinitionReader implements KindReader {
  static final List<String> FIELDS =
      List.of("skus", "returnWithinSeconds", "maxExtensions", "movements", "waitlist");

  private static final long MISSING = -1;
  private static final Fields WAITLIST = new Fields("entries", "longestSeconds");

  private List<Sale.Sku> skus = List.of();
  private boolean movements;
  private Leeway leeway = Leeway.PLAIN;

  @Override
  public void read(String field, JsonReader json) {
    switch (field) {
      case "skus" -> skus = skus(json);
      case "returnWithinSeconds" ->
          leeway = leeway.withReturns(1_000 * json.integer(0, Leeway.MAX_RETURN_MILLIS / 1_000));
      case "maxExtensions" -> leeway = leeway.withExtensions((int) json.integer(0, 1_000_000));
      case "waitlist" -> leeway = leeway.withWaitlist(waitlist(json));
      case "movements" -> movements = json.bool();
      default -> throw new IllegalStateException(field);
    }
  }

  @Override
  public Campaign campaign(Terms terms, Given given) {
    given.need("skus");
    return new Sale(terms, skus, movements, leeway);
  }

  private static Waitlist waitlist(JsonReader json) {
    String path = json.path();
    long entries = MISSING;
    long longestSeconds = MISSING;
    json.beginObject(WAITLIST);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (field) {
        case 0 -> entries = json.integer(0, Waitlist.MAX_ENTRIES);
        default -> longestSeconds = json.integer(0, Waitlist.MAX_WAIT_MILLIS / 1_000);
      }
    }
    present(entries, path, "entries");
    present(longestSeconds, path, "longestSeconds");
    return new Waitlist((int) entries, longestSeconds * 1_000);
  }

  private static void present(long value, String path, String field) {
    if (value == MISSING) {
      throw new Malformed(path + '.' + field, "is missing");
    }
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
