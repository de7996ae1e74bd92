package dev.manna.server.http;

import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Malformed;
import dev.manna.core.Period;
import java.util.ArrayList;
import java.util.List;

/** The limits of a definition. */
final class LimitsReader {
  private static final Fields LIMITS =
      new Fields(
          "perUser",
          "perDay",
          "perWeek",
          "perMonth",
          "cooldownSeconds",
          "cooldownMillis",
          "dimensions");
  private static final Fields DIMENSION =
      new Fields("name", "per", "limit", "maxValues", "required");
  private static final int MILLIS_A_SECOND = 1_000;

  private LimitsReader() {}

  static Limits read(JsonReader json) {
    int[] per = new int[4];
    long cooldownMillis = 0;
    boolean hasCooldown = false;
    boolean both = false;
    List<Dimension> dimensions = List.of();
    json.beginObject(LIMITS);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (field) {
        case 1 -> per[1] = (int) json.integer(0, Limits.MAX_PER_DAY);
        case 0, 2, 3 -> per[field] = (int) json.integer(0, Limits.MAX_PER_USER);
        case 4, 5 -> {
          int unit = field == 4 ? MILLIS_A_SECOND : 1;
          cooldownMillis = json.integer(0, Limits.MAX_COOLDOWN_MILLIS / unit) * unit;
          both = hasCooldown;
          hasCooldown = true;
        }
        default -> dimensions = dimensions(json);
      }
    }
    if (both) {
      throw new Malformed("limits.cooldownMillis", "stands beside cooldownSeconds; one is enough");
    }
    return new Limits(per[0], per[1], per[2], per[3], cooldownMillis, dimensions);
  }

  private static List<Dimension> dimensions(JsonReader json) {
    List<Dimension> dimensions = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      if (dimensions.size() == Limits.MAX_DIMENSIONS) {
        throw new Malformed("limits.dimensions", "more than " + Limits.MAX_DIMENSIONS);
      }
      dimensions.add(dimension(json));
    }
    return dimensions;
  }

  private static Dimension dimension(JsonReader json) {
    String path = json.path();
    String name = "";
    Period per = null;
    int limit = 0;
    int maxValues = Dimension.USUAL_VALUES;
    boolean required = false;
    json.beginObject(DIMENSION);
    for (int field = json.nextField(); field >= 0; field = json.nextField()) {
      switch (field) {
        case 0 -> name = json.string();
        case 1 -> per = period(json);
        case 2 -> limit = (int) json.integer(1, Limits.MAX_PER_USER);
        case 3 -> maxValues = (int) json.integer(1, Dimension.MAX_VALUES);
        default -> required = json.bool();
      }
    }
    if (name.isEmpty()) {
      throw new Malformed(path + ".name", "is missing");
    }
    if (per == null) {
      throw new Malformed(path + ".per", "is missing");
    }
    if (limit == 0) {
      throw new Malformed(path + ".limit", "is missing");
    }
    return new Dimension(name, per, limit, maxValues, required);
  }

  private static Period period(JsonReader json) {
    String path = json.path();
    String word = json.string();
    for (Period each : Period.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw Words.noneOf(path, word, "day, week, month, total");
  }
}
