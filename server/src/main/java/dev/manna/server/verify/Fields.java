package dev.manna.server.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The fields of a published line, none of which is taken for what it is not. */
final class Fields {
  private Fields() {}

  /** A whole number. */
  static long number(JsonNode line, String field) {
    return whole(line.path(field), field);
  }

  /** A whole number, {@code absent} where the line has no such field. */
  static long number(JsonNode line, String field, long absent) {
    return line.has(field) ? number(line, field) : absent;
  }

  private static long whole(JsonNode value, String field) {
    demand(value.isIntegralNumber() && value.canConvertToLong(), "has no number \"" + field + '"');
    return value.asLong();
  }

  /** A string. */
  static String text(JsonNode line, String field) {
    JsonNode value = line.path(field);
    demand(value.isString(), "has no text \"" + field + '"');
    return value.asString();
  }

  /** An array. */
  static List<JsonNode> list(JsonNode line, String field) {
    JsonNode value = line.path(field);
    demand(value.isArray(), "has no list \"" + field + '"');
    return new ArrayList<>(value.values());
  }

  /** An array of whole numbers. */
  static List<Long> numbers(JsonNode line, String field) {
    Function<JsonNode, Long> whole = value -> whole(value, field);
    return list(line, field).stream().map(whole).toList();
  }

  /** The line cannot be followed unless something holds. */
  static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new PublishedLine.Unreadable(otherwise);
    }
  }
}
