package dev.manna.server.http;

import dev.manna.core.Campaign;
import dev.manna.core.Lottery;
import dev.manna.core.Malformed;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import java.util.ArrayList;
import java.util.List;

/** What there is to give, as definitions write it: prizes, SKUs, the split of a budget. */
final class PoolsReader {
  private static final Fields PRIZE = new Fields("id", "title", "weight", "stock");
  private static final Fields SKU = new Fields("id", "title", "stock");
  private static final Fields SPLIT = new Fields("kind", "minCents", "maxCents", "denominations");
  private static final Fields DENOMINATION = new Fields("cents", "count");

  /** Where a number that must be given was not. */
  private static final long MISSING = Long.MIN_VALUE;

  private PoolsReader() {}

  static List<Lottery.Prize> prizes(JsonReader json) {
    List<Lottery.Prize> prizes = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      String path = json.path();
      String id = null;
      String title = "";
      long weight = MISSING;
      long stock = MISSING;
      json.beginObject(PRIZE);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> id = json.string();
          case 1 -> title = json.string();
          case 2 -> weight = json.integer(0, Lottery.MAX_WEIGHT);
          default -> stock = stockOrUnlimited(json);
        }
      }
      if (id == null) {
        throw missing(path, "id");
      }
      present(weight, path, "weight");
      present(stock, path, "stock");
      prizes.add(new Lottery.Prize(id, title, weight, stock));
    }
    return prizes;
  }

  private static long stockOrUnlimited(JsonReader json) {
    if (!json.atString()) {
      return json.integer(0, Campaign.MAX_SIZE);
    }
    String path = json.path();
    if (!json.string().equals("unlimited")) {
      throw new Malformed(path, "is neither an integer nor \"unlimited\"");
    }
    return Lottery.Prize.UNLIMITED;
  }

  static List<Sale.Sku> skus(JsonReader json) {
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

  static RedPacket.Split split(JsonReader json) {
    String kind = "";
    long least = MISSING;
    long most = MISSING;
    List<RedPacket.Denomination> denominations = null;
    json.beginObject(SPLIT);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (field) {
        case 0 -> kind = json.string();
        case 1 -> least = json.integer(1, Campaign.MAX_SIZE);
        case 2 -> most = json.integer(1, Campaign.MAX_SIZE);
        default -> denominations = denominations(json);
      }
    }
    boolean bounded = least != MISSING || most != MISSING;
    return switch (kind) {
      case "double-mean" -> {
        present(least, "split", "minCents");
        present(most, "split", "maxCents");
        absent(denominations != null, "denominations", kind);
        yield new RedPacket.Split.DoubleMean(least, most);
      }
      case "even" -> {
        absent(bounded, "minCents and maxCents", kind);
        absent(denominations != null, "denominations", kind);
        yield new RedPacket.Split.Even();
      }
      case "fixed" -> {
        absent(bounded, "minCents and maxCents", kind);
        if (denominations == null) {
          throw missing("split", "denominations");
        }
        yield new RedPacket.Split.Fixed(denominations);
      }
      default -> throw new Malformed("split.kind", "is none of double-mean, even, fixed");
    };
  }

  private static List<RedPacket.Denomination> denominations(JsonReader json) {
    List<RedPacket.Denomination> denominations = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      String path = json.path();
      long cents = MISSING;
      long count = MISSING;
      json.beginObject(DENOMINATION);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> cents = json.integer(1, Campaign.MAX_SIZE);
          default -> count = json.integer(0, Integer.MAX_VALUE);
        }
      }
      present(cents, path, "cents");
      present(count, path, "count");
      denominations.add(new RedPacket.Denomination(cents, count));
    }
    return denominations;
  }

  private static void present(long value, String path, String field) {
    if (value == MISSING) {
      throw missing(path, field);
    }
  }

  private static Malformed missing(String path, String field) {
    return new Malformed(path + '.' + field, "is missing");
  }

  private static void absent(boolean is, String fields, String kind) {
    if (is) {
      throw new Malformed("split", fields + " belong to another kind than " + kind);
    }
  }
}
