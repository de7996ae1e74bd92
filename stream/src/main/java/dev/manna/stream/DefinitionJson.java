package dev.manna.stream;

import dev.manna.core.Acks;
import dev.manna.core.Campaign;
import dev.manna.core.Leeway;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.PrizeRules;
import dev.manna.core.RedPacket;
import dev.manna.core.Sale;
import dev.manna.core.Supply;
import dev.manna.core.Terms;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A campaign's definition in a line of the export, with the names of the API. Equal definitions are
 * equal bytes, which commitments are made of.
 */
public final class DefinitionJson {
  private DefinitionJson() {}

  /** The definition by itself. */
  public static byte[] bytes(Campaign definition) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out)) {
      value(json, definition);
    }
    return out.toByteArray();
  }

  private static void value(JsonGenerator json, Campaign definition) {
    json.writeStartObject();
    json.writeStringProperty("kind", definition.kind());
    terms(json, definition.terms());
    switch (definition) {
      case Lottery lottery -> lottery(json, lottery);
      case RedPacket rain -> rain(json, rain);
      case Sale sale -> {
        leeway(json, sale.leeway());
        if (sale.movements()) {
          json.writeBooleanProperty("movements", true);
        }
        json.writeArrayPropertyStart("skus");
        for (Sale.Sku sku : sale.skus()) {
          named(json, sku.id(), sku.title());
          supply(json, sku);
          if (sku.perUser() > 0) {
            json.writeNumberProperty("perUser", sku.perUser());
          }
          json.writeEndObject();
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  private static void supply(JsonGenerator json, Sale.Sku sku) {
    Supply supply = sku.supply();
    if (supply.locations().isEmpty() && supply.parts().isEmpty()) {
      json.writeNumberProperty("stock", sku.stock());
      oversell(json, supply.oversell());
    }
    if (supply.lowStock() != Supply.NO_NOTICE) {
      json.writeNumberProperty("lowStock", supply.lowStock());
    }
    if (!supply.locations().isEmpty()) {
      json.writeArrayPropertyStart("locations");
      for (Supply.Location at : supply.locations()) {
        json.writeStartObject();
        json.writeStringProperty("id", at.id());
        json.writeNumberProperty("stock", at.stock());
        oversell(json, at.oversell());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (!supply.parts().isEmpty()) {
      json.writeArrayPropertyStart("parts");
      for (Supply.Part part : supply.parts()) {
        json.writeStartObject();
        json.writeStringProperty("sku", part.sku());
        json.writeNumberProperty("quantity", part.quantity());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private static void oversell(JsonGenerator json, long units) {
    if (units > 0) {
      json.writeNumberProperty("oversell", units);
    }
  }

  private static void leeway(JsonGenerator json, Leeway leeway) {
    if (leeway.returnMillis() > 0) {
      json.writeNumberProperty("returnWithinMillis", leeway.returnMillis());
    }
    if (leeway.extensions() != Leeway.ANY) {
      json.writeNumberProperty("maxExtensions", leeway.extensions());
    }
  }

  private static void terms(JsonGenerator json, Terms terms) {
    json.writeStringProperty("title", terms.title());
    json.writeStringProperty("start", Instant.ofEpochMilli(terms.startMillis()).toString());
    json.writeStringProperty("end", Instant.ofEpochMilli(terms.endMillis()).toString());
    json.writeStringProperty("timeZone", terms.timeZone());
    Limits limits = terms.limits();
    json.writeObjectPropertyStart("limits");
    json.writeNumberProperty("perUser", limits.perUser());
    json.writeNumberProperty("perDay", limits.perDay());
    json.writeNumberProperty("perWeek", limits.perWeek());
    json.writeNumberProperty("perMonth", limits.perMonth());
    json.writeNumberProperty("cooldownMillis", limits.cooldownMillis());
    dimensions(json, limits);
    json.writeEndObject();
    json.writeBooleanProperty("allowListed", terms.allowListed());
    if (terms.secondPerson()) {
      // Only where it says so: commitments that are out bind definitions without the field.
      json.writeBooleanProperty("secondPerson", true);
    }
    if (terms.acks() != Acks.LOG) {
      json.writeStringProperty("acks", terms.acks().word());
    }
  }

  private static void dimensions(JsonGenerator json, Limits limits) {
    if (limits.dimensions().isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("dimensions");
    for (Limits.Dimension each : limits.dimensions()) {
      json.writeStartObject();
      json.writeStringProperty("name", each.name());
      json.writeStringProperty("per", each.per().word());
      json.writeNumberProperty("limit", each.limit());
      json.writeNumberProperty("maxValues", each.maxValues());
      json.writeBooleanProperty("required", each.required());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void lottery(JsonGenerator json, Lottery lottery) {
    json.writeNumberProperty("noPrizeWeight", lottery.noPrizeWeight());
    switch (lottery.whenGone()) {
      case Lottery.WhenGone.Redraw redraw -> json.writeStringProperty("whenGone", "redraw");
      case Lottery.WhenGone.Miss miss -> json.writeStringProperty("whenGone", "miss");
      case Lottery.WhenGone.Fallback fallback -> {
        json.writeObjectPropertyStart("whenGone");
        json.writeStringProperty("fallback", fallback.prize());
        json.writeEndObject();
      }
    }
    json.writeBooleanProperty("chances", lottery.chances());
    if (lottery.raffle()) {
      json.writeBooleanProperty("raffle", true);
    }
    json.writeArrayPropertyStart("prizes");
    for (Lottery.Prize prize : lottery.prizes()) {
      named(json, prize.id(), prize.title());
      json.writeNumberProperty("weight", prize.weight());
      if (prize.unlimited()) {
        json.writeStringProperty("stock", "unlimited");
      } else {
        json.writeNumberProperty("stock", prize.stock());
      }
      rules(json, prize.rules());
      json.writeEndObject();
    }
    json.writeEndArray();
    tiers(json, lottery);
  }

  private static void rules(JsonGenerator json, PrizeRules rules) {
    if (!rules.equals(PrizeRules.NONE)) {
      json.writeNumberProperty("valueCents", rules.valueCents());
      json.writeNumberProperty("perUser", rules.perUser());
      json.writeBooleanProperty("enabled", rules.enabled());
      json.writeNumberProperty("unlockAfter", rules.unlockAfter());
      json.writeNumberProperty("guaranteedByMiss", rules.guaranteedByMiss());
    }
  }

  private static void tiers(JsonGenerator json, Lottery lottery) {
    json.writeArrayPropertyStart("tiers");
    for (Lottery.Tier tier : lottery.tiers()) {
      json.writeStartObject();
      json.writeNumberProperty("fromDraw", tier.fromDraw());
      json.writeNumberProperty("noPrizeWeight", tier.noPrizeWeight());
      json.writeArrayPropertyStart("weights");
      for (Lottery.Share share : tier.weights()) {
        json.writeStartObject();
        json.writeStringProperty("prize", share.prize());
        json.writeNumberProperty("weight", share.weight());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void rain(JsonGenerator json, RedPacket rain) {
    json.writeStringProperty("currency", rain.currency());
    json.writeNumberProperty("budgetCents", rain.budgetCents());
    json.writeNumberProperty("packets", rain.packets());
    json.writeNumberProperty("hitPerMillion", rain.hitPerMillion());
    json.writeObjectPropertyStart("split");
    switch (rain.split()) {
      case RedPacket.Split.DoubleMean mean -> bounded(json, "double-mean", mean);
      case RedPacket.Split.PositionFair fair -> bounded(json, "position-fair", fair);
      case RedPacket.Split.Even even -> json.writeStringProperty("kind", "even");
      case RedPacket.Split.Fixed fixed -> {
        json.writeStringProperty("kind", "fixed");
        json.writeArrayPropertyStart("denominations");
        for (RedPacket.Denomination each : fixed.denominations()) {
          json.writeStartObject();
          json.writeNumberProperty("cents", each.cents());
          json.writeNumberProperty("count", each.count());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
    RainPlanJson.write(json, rain.plan());
  }

  private static void bounded(JsonGenerator json, String kind, RedPacket.Split.Bounded split) {
    json.writeStringProperty("kind", kind);
    json.writeNumberProperty("minCents", split.minCents());
    json.writeNumberProperty("maxCents", split.maxCents());
  }

  private static void named(JsonGenerator json, String id, String title) {
    json.writeStartObject();
    json.writeStringProperty("id", id);
    json.writeStringProperty("title", title);
  }
}
