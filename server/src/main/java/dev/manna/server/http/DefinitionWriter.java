package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Acks;
import dev.manna.core.Campaign;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Lottery;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import java.util.List;

/** A campaign's definition, normalised: every field stands in it, in one order. */
final class DefinitionWriter {
  private static final int MILLIS_A_SECOND = 1_000;

  private DefinitionWriter() {}

  static void put(JsonWriter json, Campaign campaign) {
    json.put(piece("{\"kind\":")).put(campaign.kind());
    terms(json, campaign.terms());
    switch (campaign) {
      case Lottery lottery -> LotteryDefinitionWriter.put(json, lottery);
      case RedPacket rain -> RainDefinitionWriter.put(json, rain);
      case Sale sale -> SaleDefinitionWriter.put(json, sale);
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
    if (limits.perWeek() != 0) {
      json.put(piece(",\"perWeek\":")).put(limits.perWeek());
    }
    if (limits.perMonth() != 0) {
      json.put(piece(",\"perMonth\":")).put(limits.perMonth());
    }
    long cooldown = limits.cooldownMillis();
    if (cooldown % MILLIS_A_SECOND == 0) {
      json.put(piece(",\"cooldownSeconds\":")).put(cooldown / MILLIS_A_SECOND);
    } else {
      json.put(piece(",\"cooldownMillis\":")).put(cooldown);
    }
    if (!limits.dimensions().isEmpty()) {
      dimensions(json, limits.dimensions());
    }
    json.put('}');
    if (terms.allowListed()) {
      json.put(piece(",\"allowListed\":true"));
    }
    if (terms.secondPerson()) {
      json.put(piece(",\"secondPerson\":true"));
    }
    if (terms.acks() != Acks.LOG) {
      json.put(piece(",\"acks\":")).put(terms.acks().word());
    }
  }

  private static void dimensions(JsonWriter json, List<Dimension> dimensions) {
    byte[] between = piece(",\"dimensions\":[");
    for (Dimension each : dimensions) {
      json.put(between);
      json.put(piece("{\"name\":")).put(each.name());
      json.put(piece(",\"per\":")).put(each.per().word());
      json.put(piece(",\"limit\":")).put(each.limit());
      json.put(piece(",\"maxValues\":")).put(each.maxValues());
      json.put(piece(",\"required\":")).put(piece(each.required() ? "true}" : "false}"));
      between = piece(",");
    }
    json.put(']');
  }
}
