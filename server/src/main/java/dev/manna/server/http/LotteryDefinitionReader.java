package dev.manna.server.http;

import static dev.manna.server.http.Required.MISSING;
import static dev.manna.server.http.Required.missing;
import static dev.manna.server.http.Required.present;

import dev.manna.core.Campaign;
import dev.manna.core.Lottery;
import dev.manna.core.Malformed;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;

/** What a lottery's definition says beyond the terms. */
final class LotteryDefinitionReader implements KindReader {
  static final List<String> FIELDS = List.of("noPrizeWeight", "whenGone", "prizes");

  private static final Fields PRIZE = new Fields("id", "title", "weight", "stock");
  private static final Fields WHEN_GONE = new Fields("fallback");

  private long noPrizeWeight;
  private Lottery.WhenGone whenGone = new Lottery.WhenGone.Redraw();
  private List<Lottery.Prize> prizes = List.of();

  @Override
  public void read(String field, JsonReader json) {
    switch (field) {
      case "noPrizeWeight" -> noPrizeWeight = json.integer(0, Lottery.MAX_WEIGHT);
      case "whenGone" -> whenGone = whenGone(json);
      case "prizes" -> prizes = prizes(json);
      default -> throw new IllegalStateException(field);
    }
  }

  @Override
  public Campaign campaign(Terms terms, Given given) {
    given.need("prizes");
    return new Lottery(terms, noPrizeWeight, prizes, whenGone);
  }

  private static List<Lottery.Prize> prizes(JsonReader json) {
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

  private static Lottery.WhenGone whenGone(JsonReader json) {
    if (json.atString()) {
      return switch (json.string()) {
        case "redraw" -> new Lottery.WhenGone.Redraw();
        case "miss" -> new Lottery.WhenGone.Miss();
        default ->
            throw new Malformed("whenGone", "is none of \"redraw\", \"miss\", {\"fallback\": ...}");
      };
    }
    String fallback = "";
    json.beginObject(WHEN_GONE);
    while (json.nextField() >= 0) {
      fallback = json.string();
    }
    return new Lottery.WhenGone.Fallback(fallback);
  }
}
