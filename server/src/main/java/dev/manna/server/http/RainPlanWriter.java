package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Pacing;
import dev.manna.core.RainPlan;
import java.util.List;

/** Goods, rounds, pace and return of a rain of red packets, each where there is one. */
final class RainPlanWriter {
  private static final long MILLIS_A_SECOND = 1_000;

  private RainPlanWriter() {}

  static void put(JsonWriter json, RainPlan plan) {
    if (!plan.goods().isEmpty()) {
      goods(json, plan);
    }
    if (!plan.rounds().isEmpty()) {
      rounds(json, plan);
    }
    if (plan.paced()) {
      json.put(piece(",\"pacing\":"));
      pacing(json, plan.pacing());
    }
    long within = plan.openWithinMillis();
    if (within > 0 && within % MILLIS_A_SECOND == 0) {
      json.put(piece(",\"openWithinSeconds\":")).put(within / MILLIS_A_SECOND);
    } else if (within > 0) {
      json.put(piece(",\"openWithinMillis\":")).put(within);
    }
    if (plan.openUntilMillis() > 0) {
      json.put(piece(",\"openUntil\":"));
      Timestamps.put(json, plan.openUntilMillis());
    }
  }

  private static void goods(JsonWriter json, RainPlan plan) {
    json.put(piece(",\"goods\":"));
    char separator = '[';
    for (RainPlan.Good good : plan.goods()) {
      json.put(separator).put(piece("{\"id\":")).put(good.id());
      json.put(piece(",\"title\":")).put(good.title());
      json.put(piece(",\"stock\":")).put(good.stock()).put('}');
      separator = ',';
    }
    json.put(piece("],\"goodsPerMillion\":")).put(plan.goodsPerMillion());
  }

  private static void rounds(JsonWriter json, RainPlan plan) {
    json.put(piece(",\"rounds\":"));
    char separator = '[';
    for (RainPlan.Round round : plan.rounds()) {
      json.put(separator).put(piece("{\"start\":"));
      Timestamps.put(json, round.startMillis());
      json.put(piece(",\"end\":"));
      Timestamps.put(json, round.endMillis());
      json.put(piece(",\"budgetCents\":")).put(round.budgetCents());
      json.put(piece(",\"packets\":")).put(round.packets());
      units(json, round.goods());
      json.put('}');
      separator = ',';
    }
    json.put(piece("],\"carryOver\":")).put(piece(plan.carryOver() ? "true" : "false"));
  }

  private static void units(JsonWriter json, List<RainPlan.Units> goods) {
    if (goods.isEmpty()) {
      return;
    }
    json.put(piece(",\"goods\":"));
    char separator = '[';
    for (RainPlan.Units each : goods) {
      json.put(separator).put(piece("{\"id\":")).put(each.id());
      json.put(piece(",\"units\":")).put(each.units()).put('}');
      separator = ',';
    }
    json.put(']');
  }

  private static void pacing(JsonWriter json, Pacing pacing) {
    switch (pacing) {
      case Pacing.None() -> json.put("none");
      case Pacing.Linear() -> json.put("linear");
      case Pacing.FrontLoaded() -> json.put("front-loaded");
      case Pacing.Knots(List<Pacing.Knot> knots) -> {
        json.put(piece("{\"knots\":"));
        char separator = '[';
        for (Pacing.Knot knot : knots) {
          json.put(separator).put(piece("{\"timePermille\":")).put(knot.timePermille());
          json.put(piece(",\"quotaPermille\":")).put(knot.quotaPermille()).put('}');
          separator = ',';
        }
        json.put(']').put('}');
      }
    }
  }
}
