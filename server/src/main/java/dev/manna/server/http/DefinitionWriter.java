package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Campaign;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.Terms;

/** A campaign's definition, normalised: every field stands in it, in one order. */
final class DefinitionWriter {
  private static final int MILLIS_A_SECOND = 1_000;

  private DefinitionWriter() {}

  static void put(JsonWriter json, Campaign campaign) {
    json.put(piece("{\"kind\":")).put(campaign.kind());
    terms(json, campaign.terms());
    switch (campaign) {
      case Lottery lottery -> lottery(json, lottery);
      case RedPacket rain -> redPacket(json, rain);
      case Sale sale -> sale(json, sale);
    }
    json.put('}');
  }

  private static void terms(JsonWriter json, Terms terms) {
    json.put(piece(",\"title\":")).put(terms.title());
    if (terms.startMillis() != 0) {
      json.put(piece(",\"start\":"));
      Timestamps.put(json, terms.startMillis());
    }
    if (terms.endMillis() != Terms.FOREVER) {
      json.put(piece(",\"end\":"));
      Timestamps.put(json, terms.endMillis());
    }
    json.put(piece(",\"timeZone\":")).put(terms.timeZone());
    Limits limits = terms.limits();
    json.put(piece(",\"limits\":{\"perUser\":")).put(limits.perUser());
    json.put(piece(",\"perDay\":")).put(limits.perDay());
    long cooldown = limits.cooldownMillis();
    if (cooldown % MILLIS_A_SECOND == 0) {
      json.put(piece(",\"cooldownSeconds\":")).put(cooldown / MILLIS_A_SECOND);
    } else {
      json.put(piece(",\"cooldownMillis\":")).put(cooldown);
    }
    json.put('}');
  }

  private static void lottery(JsonWriter json, Lottery lottery) {
    json.put(piece(",\"noPrizeWeight\":")).put(lottery.noPrizeWeight());
    json.put(piece(",\"whenGone\":"));
    switch (lottery.whenGone()) {
      case Lottery.WhenGone.Redraw() -> json.put("redraw");
      case Lottery.WhenGone.Miss() -> json.put("miss");
      case Lottery.WhenGone.Fallback(String prize) ->
          json.put(piece("{\"fallback\":")).put(prize).put('}');
    }
    json.put(piece(",\"prizes\":"));
    char separator = '[';
    for (Lottery.Prize prize : lottery.prizes()) {
      json.put(separator).put(piece("{\"id\":")).put(prize.id());
      json.put(piece(",\"title\":")).put(prize.title());
      json.put(piece(",\"weight\":")).put(prize.weight());
      json.put(piece(",\"stock\":"));
      if (prize.unlimited()) {
        json.put("unlimited");
      } else {
        json.put(prize.stock());
      }
      json.put('}');
      separator = ',';
    }
    json.put(']');
  }

  private static void redPacket(JsonWriter json, RedPacket rain) {
    json.put(piece(",\"currency\":")).put(rain.currency());
    json.put(piece(",\"budgetCents\":")).put(rain.budgetCents());
    json.put(piece(",\"packets\":")).put(rain.packets());
    json.put(piece(",\"hitPerMillion\":")).put(rain.hitPerMillion());
    json.put(piece(",\"split\":"));
    switch (rain.split()) {
      case RedPacket.Split.DoubleMean(long least, long most) -> {
        json.put(piece("{\"kind\":\"double-mean\",\"minCents\":")).put(least);
        json.put(piece(",\"maxCents\":")).put(most).put('}');
      }
      case RedPacket.Split.Even() -> json.put(piece("{\"kind\":\"even\"}"));
      case RedPacket.Split.Fixed fixed -> {
        json.put(piece("{\"kind\":\"fixed\",\"denominations\":"));
        char separator = '[';
        for (RedPacket.Denomination each : fixed.denominations()) {
          json.put(separator).put(piece("{\"cents\":")).put(each.cents());
          json.put(piece(",\"count\":")).put(each.count()).put('}');
          separator = ',';
        }
        json.put(']').put('}');
      }
    }
  }

  private static void sale(JsonWriter json, Sale sale) {
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
