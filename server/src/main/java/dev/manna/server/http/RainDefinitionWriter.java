package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.RedPacket;

/** What the definition of a rain of red packets says beyond the terms. */
final class RainDefinitionWriter {
  private RainDefinitionWriter() {}

  static void put(JsonWriter json, RedPacket rain) {
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
      case RedPacket.Split.PositionFair(long least, long most) -> {
        json.put(piece("{\"kind\":\"position-fair\",\"minCents\":")).put(least);
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
    RainPlanWriter.put(json, rain.plan());
  }
}
