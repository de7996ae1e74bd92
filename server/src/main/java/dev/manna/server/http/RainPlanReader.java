package dev.manna.server.http;

import static dev.manna.server.http.Required.MISSING;
import static dev.manna.server.http.Required.missing;
import static dev.manna.server.http.Required.present;

import dev.manna.core.Campaign;
import dev.manna.core.Malformed;
import dev.manna.core.Pacing;
import dev.manna.core.Pacing.Knot;
import dev.manna.core.RainPlan;
import dev.manna.core.RainPlan.Good;
import dev.manna.core.RainPlan.Round;
import dev.manna.core.RainPlan.Units;
import dev.manna.core.RedPacket;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goods, rounds, pace and return of a rain of red packets. */
final class RainPlanReader {
  static final List<String> FIELDS =
      List.of(
          "goods",
          "goodsPerMillion",
          "rounds",
          "carryOver",
          "pacing",
          "openWithinSeconds",
          "openWithinMillis",
          "openUntil");

  private static final Fields GOOD = new Fields("id", "title", "stock");
  private static final Fields UNITS = new Fields("id", "units");
  private static final Fields ROUND = new Fields("start", "end", "budgetCents", "packets", "goods");
  private static final Fields PACING = new Fields("knots");
  private static final Fields KNOT = new Fields("timePermille", "quotaPermille");
  private static final long MILLIS_A_SECOND = 1_000;

  private RainPlan plan = RainPlan.NONE;
  private List<Good> goods = List.of();
  private int perMillion;
  private List<Round> rounds = List.of();
  private boolean carryOver;

  void read(String field, JsonReader json) {
    switch (field) {
      case "goods" -> goods = goods(json);
      case "goodsPerMillion" -> perMillion = (int) json.integer(0, RedPacket.ALWAYS);
      case "rounds" -> rounds = rounds(json);
      case "carryOver" -> carryOver = json.bool();
      case "pacing" -> plan = plan.with(pacing(json));
      case "openWithinSeconds" -> openWithin(json, MILLIS_A_SECOND);
      case "openWithinMillis" -> openWithin(json, 1);
      case "openUntil" -> plan = plan.opened(plan.openWithinMillis(), moment(json));
      default -> throw new IllegalStateException(field);
    }
  }

  RainPlan plan() {
    return plan.with(perMillion, goods).in(rounds, carryOver);
  }

  private void openWithin(JsonReader json, long unit) {
    String path = json.path();
    if (plan.openWithinMillis() > 0) {
      throw new Malformed(path, "stands beside its other unit; one is enough");
    }
    long most = RainPlan.MAX_OPEN_WITHIN_MILLIS / unit;
    plan = plan.opened(json.integer(1, most) * unit, plan.openUntilMillis());
  }

  private static long moment(JsonReader json) {
    return json.atString()
        ? Timestamps.parse(json.path(), json.string())
        : json.integer(0, Terms.FOREVER);
  }

  private static List<Good> goods(JsonReader json) {
    List<Good> goods = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      String path = json.path();
      String id = null;
      String title = "";
      long stock = MISSING;
      json.beginObject(GOOD);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> id = json.string();
          case 1 -> title = json.string();
          default -> stock = json.integer(0, Integer.MAX_VALUE);
        }
      }
      present(stock, path, "stock");
      goods.add(new Good(named(id, path), title, stock));
    }
    return goods;
  }

  private static String named(@Nullable String id, String path) {
    if (id == null) {
      throw missing(path, "id");
    }
    return id;
  }

  private static List<Round> rounds(JsonReader json) {
    List<Round> rounds = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      String path = json.path();
      long start = MISSING;
      long end = MISSING;
      long cents = 0;
      long packets = 0;
      List<Units> goods = List.of();
      json.beginObject(ROUND);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> start = moment(json);
          case 1 -> end = moment(json);
          case 2 -> cents = json.integer(0, Campaign.MAX_SIZE);
          case 3 -> packets = json.integer(0, Integer.MAX_VALUE);
          default -> goods = units(json);
        }
      }
      present(start, path, "start");
      present(end, path, "end");
      rounds.add(new Round(start, end, cents, packets, goods));
    }
    return rounds;
  }

  private static List<Units> units(JsonReader json) {
    List<Units> units = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      String path = json.path();
      String id = null;
      long count = MISSING;
      json.beginObject(UNITS);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> id = json.string();
          default -> count = json.integer(0, Integer.MAX_VALUE);
        }
      }
      present(count, path, "units");
      units.add(new Units(named(id, path), count));
    }
    return units;
  }

  private static Pacing pacing(JsonReader json) {
    if (json.atString()) {
      String word = json.string();
      return switch (word) {
        case "none" -> new Pacing.None();
        case "linear" -> new Pacing.Linear();
        case "front-loaded" -> new Pacing.FrontLoaded();
        default ->
            throw Words.noneOf("pacing", word, "none, linear, front-loaded, {\"knots\": ...}");
      };
    }
    List<Knot> knots = List.of();
    json.beginObject(PACING);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      knots = knots(json);
    }
    return new Pacing.Knots(knots);
  }

  private static List<Knot> knots(JsonReader json) {
    List<Knot> knots = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      String path = json.path();
      long time = MISSING;
      long quota = MISSING;
      json.beginObject(KNOT);
      for (int field = json.nextField(); field >= 0; field = json.nextField()) {
        switch (field) {
          case 0 -> time = json.integer(1, 999);
          default -> quota = json.integer(0, 1_000);
        }
      }
      present(time, path, "timePermille");
      present(quota, path, "quotaPermille");
      knots.add(new Knot((int) time, (int) quota));
    }
    return knots;
  }
}
