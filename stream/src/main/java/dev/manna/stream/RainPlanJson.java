package dev.manna.stream;

import dev.manna.core.Pacing;
import dev.manna.core.RainPlan;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** Goods, rounds, pace and return of a rain, all of it where there is any. */
final class RainPlanJson {
  private RainPlanJson() {}

  static void write(JsonGenerator json, RainPlan plan) {
    if (plan.equals(RainPlan.NONE)) {
      return;
    }
    json.writeNumberProperty("goodsPerMillion", plan.goodsPerMillion());
    json.writeArrayPropertyStart("goods");
    for (RainPlan.Good good : plan.goods()) {
      json.writeStartObject();
      json.writeStringProperty("id", good.id());
      json.writeStringProperty("title", good.title());
      json.writeNumberProperty("stock", good.stock());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanProperty("carryOver", plan.carryOver());
    json.writeArrayPropertyStart("rounds");
    plan.rounds().forEach(round -> round(json, round));
    json.writeEndArray();
    pacing(json, plan.pacing());
    if (plan.openWithinMillis() > 0) {
      json.writeNumberProperty("openWithinMillis", plan.openWithinMillis());
    }
    if (plan.openUntilMillis() > 0) {
      json.writeStringProperty(
          "openUntil", Instant.ofEpochMilli(plan.openUntilMillis()).toString());
    }
  }

  private static void round(JsonGenerator json, RainPlan.Round round) {
    json.writeStartObject();
    json.writeStringProperty("start", Instant.ofEpochMilli(round.startMillis()).toString());
    json.writeStringProperty("end", Instant.ofEpochMilli(round.endMillis()).toString());
    json.writeNumberProperty("budgetCents", round.budgetCents());
    json.writeNumberProperty("packets", round.packets());
    json.writeArrayPropertyStart("goods");
    for (RainPlan.Units each : round.goods()) {
      json.writeStartObject();
      json.writeStringProperty("id", each.id());
      json.writeNumberProperty("units", each.units());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void pacing(JsonGenerator json, Pacing pacing) {
    switch (pacing) {
      case Pacing.None none -> json.writeStringProperty("pacing", "none");
      case Pacing.Linear linear -> json.writeStringProperty("pacing", "linear");
      case Pacing.FrontLoaded front -> json.writeStringProperty("pacing", "front-loaded");
      case Pacing.Knots curve -> {
        json.writeObjectPropertyStart("pacing");
        json.writeArrayPropertyStart("knots");
        for (Pacing.Knot knot : curve.knots()) {
          json.writeStartObject();
          json.writeNumberProperty("timePermille", knot.timePermille());
          json.writeNumberProperty("quotaPermille", knot.quotaPermille());
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
    }
  }
}
