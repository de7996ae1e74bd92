package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Lottery;
import dev.manna.core.PrizeRules;

/** What a lottery's definition says beyond the terms. */
final class LotteryDefinitionWriter {
  private LotteryDefinitionWriter() {}

  static void put(JsonWriter json, Lottery lottery) {
    if (lottery.raffle()) {
      json.put(piece(",\"raffle\":true"));
    } else {
      json.put(piece(",\"noPrizeWeight\":")).put(lottery.noPrizeWeight());
      whenGone(json, lottery);
    }
    json.put(piece(",\"prizes\":"));
    char separator = '[';
    for (Lottery.Prize prize : lottery.prizes()) {
      json.put(separator).put(piece("{\"id\":")).put(prize.id());
      json.put(piece(",\"title\":")).put(prize.title());
      if (!lottery.raffle()) {
        json.put(piece(",\"weight\":")).put(prize.weight());
      }
      json.put(piece(",\"stock\":"));
      if (prize.unlimited()) {
        json.put("unlimited");
      } else {
        json.put(prize.stock());
      }
      rules(json, prize.rules());
      json.put('}');
      separator = ',';
    }
    json.put(']');
    if (!lottery.tiers().isEmpty()) {
      tiers(json, lottery);
    }
    if (lottery.chances()) {
      json.put(piece(",\"chances\":true"));
    }
  }

  private static void whenGone(JsonWriter json, Lottery lottery) {
    json.put(piece(",\"whenGone\":"));
    switch (lottery.whenGone()) {
      case Lottery.WhenGone.Redraw() -> json.put("redraw");
      case Lottery.WhenGone.Miss() -> json.put("miss");
      case Lottery.WhenGone.Fallback(String prize) ->
          json.put(piece("{\"fallback\":")).put(prize).put('}');
    }
  }

  /** Most prizes have none, and there may be many prizes: only what is said is written. */
  private static void rules(JsonWriter json, PrizeRules rules) {
    if (rules.valueCents() > 0) {
      json.put(piece(",\"valueCents\":")).put(rules.valueCents());
    }
    if (rules.perUser() > 0) {
      json.put(piece(",\"perUser\":")).put(rules.perUser());
    }
    if (!rules.enabled()) {
      json.put(piece(",\"enabled\":false"));
    }
    if (rules.unlockAfter() > 0) {
      json.put(piece(",\"unlockAfter\":")).put(rules.unlockAfter());
    }
    if (rules.guaranteedByMiss() > 0) {
      json.put(piece(",\"guaranteedByMiss\":")).put(rules.guaranteedByMiss());
    }
  }

  private static void tiers(JsonWriter json, Lottery lottery) {
    json.put(piece(",\"tiers\":"));
    char separator = '[';
    for (Lottery.Tier tier : lottery.tiers()) {
      json.put(separator).put(piece("{\"fromDraw\":")).put(tier.fromDraw());
      json.put(piece(",\"noPrizeWeight\":")).put(tier.noPrizeWeight());
      json.put(piece(",\"weights\":["));
      for (int i = 0; i < tier.weights().size(); i++) {
        Lottery.Share share = tier.weights().get(i);
        json.put(piece(i == 0 ? "{\"prize\":" : ",{\"prize\":")).put(share.prize());
        json.put(piece(",\"weight\":")).put(share.weight()).put('}');
      }
      json.put(piece("]}"));
      separator = ',';
    }
    json.put(']');
  }
}
