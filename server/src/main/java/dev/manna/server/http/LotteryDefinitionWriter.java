package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Lottery;

/** What a lottery's definition says beyond the terms. */
final class LotteryDefinitionWriter {
  private LotteryDefinitionWriter() {}

  static void put(JsonWriter json, Lottery lottery) {
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
}
