package dev.manna.server.http;

import dev.manna.core.Malformed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Moments as RFC 3339 writes them, to the millisecond. */
final class Timestamps {
  private static final int NANOS_A_MILLI = 1_000_000;
  private static final int MILLIS_A_SECOND = 1_000;

  private Timestamps() {}

  /** Reads a moment with its offset, such as {@code 2026-11-01T09:00:00+08:00}. */
  static long parse(String field, String text) {
    OffsetDateTime time;
    try {
      time = OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      throw new Malformed(
          field,
          Words.quoted(text)
              + " is no RFC 3339 time; 2026-11-01T09:00:00+08:00 or milliseconds since 1970 are");
    }
    if (time.getNano() % NANOS_A_MILLI != 0) {
      throw new Malformed(field, "is finer than a millisecond");
    }
    return time.toInstant().toEpochMilli();
  }

  /** Writes a moment in UTC as a string, with milliseconds: {@code "2026-11-01T01:00:00.000Z"}. */
  static void put(JsonWriter json, long millis) {
    // The calendar is cheap enough for holds and definitions; nothing else has a time in it.
    OffsetDateTime time = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    json.put('"');
    padded(json, time.getYear(), 1000).put('-');
    padded(json, time.getMonthValue(), 10).put('-');
    padded(json, time.getDayOfMonth(), 10).put('T');
    padded(json, time.getHour(), 10).put(':');
    padded(json, time.getMinute(), 10).put(':');
    padded(json, time.getSecond(), 10).put('.');
    padded(json, Math.floorMod(millis, MILLIS_A_SECOND), 100).put('Z').put('"');
  }

  private static JsonWriter padded(JsonWriter json, int number, int leading) {
    for (int digit = leading; digit > 1 && number < digit; digit /= 10) {
      json.put('0');
    }
    return json.put(number);
  }
}
