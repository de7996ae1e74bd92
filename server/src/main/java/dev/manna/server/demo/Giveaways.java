package dev.manna.server.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The three campaigns of the demonstration, sized so that things run out while it lasts. */
final class Giveaways {
  static final int SKUS = 20;

  /** How long goods and red packets stay held for those who forget them. */
  static final int HOLD_SECONDS = 2;

  private static final long CENTS_A_PACKET = 120;

  private final long users;

  Giveaways(int users) {
    this.users = users;
  }

  /** A campaign of the demonstration. */
  enum Kind {
    LOTTERY("wheel"),
    RAIN("rain"),
    SALE("flash");

    final String campaign;

    Kind(String campaign) {
      this.campaign = campaign;
    }
  }

  /** A campaign's definition, as the API takes it. */
  Map<String, Object> definition(Kind kind) {
    return switch (kind) {
      case LOTTERY -> lottery();
      case RAIN -> rain();
      case SALE -> sale();
    };
  }

  private Map<String, Object> lottery() {
    Map<String, Object> lottery = new LinkedHashMap<>();
    lottery.put("kind", "lottery");
    lottery.put("title", "Wheel of fortune");
    lottery.put("limits", Map.of("perUser", 30));
    lottery.put("noPrizeWeight", 800);
    lottery.put("whenGone", "redraw");
    lottery.put(
        "prizes",
        List.of(
            prize("car", "A car", 1, 3, Map.of("perUser", 1, "unlockAfter", 5)),
            prize("phone", "A phone", 9, 1 + users / 500, Map.of("perUser", 1)),
            prize("voucher", "A voucher", 150, 1 + users / 2, Map.of()),
            prize("sticker", "A sticker", 40, "unlimited", Map.of("guaranteedByMiss", 10))));
    lottery.put("tiers", List.of(Map.of("fromDraw", 21, "noPrizeWeight", 1_200)));
    return lottery;
  }

  private static Map<String, Object> prize(
      String id, String title, long weight, Object stock, Map<String, Object> rules) {
    Map<String, Object> prize = new LinkedHashMap<>(rules);
    prize.putAll(Map.of("id", id, "title", title, "weight", weight, "stock", stock));
    return prize;
  }

  private Map<String, Object> rain() {
    Map<String, Object> rain = new LinkedHashMap<>();
    rain.put("kind", "red-packet");
    rain.put("title", "Red packet rain");
    rain.put("limits", Map.of("perUser", 5));
    rain.put("currency", "CNY");
    rain.put("budgetCents", packets() * CENTS_A_PACKET);
    rain.put("packets", packets());
    rain.put("hitPerMillion", 800_000);
    rain.put("split", Map.of("kind", "position-fair", "minCents", 1, "maxCents", 2_000));
    rain.put("goods", List.of(Map.of("id", "coupon", "stock", packets() / 10)));
    rain.put("goodsPerMillion", 90_000);
    rain.put("openWithinSeconds", HOLD_SECONDS);
    return rain;
  }

  private long packets() {
    return 10 + users;
  }

  private Map<String, Object> sale() {
    List<Map<String, Object>> skus = new ArrayList<>();
    for (int i = 0; i < SKUS; i++) {
      skus.add(Map.of("id", sku(i), "stock", 1 + users / 15));
    }
    return Map.of("kind", "sale", "title", "Flash sale", "skus", skus);
  }

  static String sku(int number) {
    return "sku-" + number;
  }

  /** What the operator adds on the way: the body of an adjustment, for each of them. */
  List<Map<String, Object>> extra(Kind kind) {
    return switch (kind) {
      case LOTTERY -> List.of(Map.of("item", "voucher", "quantity", 1 + users / 4));
      case RAIN ->
          List.of(Map.of("budgetCents", packets() / 2 * CENTS_A_PACKET, "packets", packets() / 2));
      case SALE -> {
        List<Map<String, Object>> restock = new ArrayList<>();
        for (int i = 0; i < SKUS; i++) {
          restock.add(Map.of("item", sku(i), "quantity", 1 + users / 30));
        }
        yield restock;
      }
    };
  }
}
