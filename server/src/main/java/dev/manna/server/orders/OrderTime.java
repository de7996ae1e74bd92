package dev.manna.server.orders;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** When an order was placed, as files write it; a time without an offset is taken as UTC. */
final class OrderTime {
  private OrderTime() {}

  /** Milliseconds since 1970 UTC. */
  static long millis(String text) {
    try {
      if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Long.parseLong(text);
      }
      String iso = text.replace(' ', 'T');
      if (iso.length() == 10) {
        return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      }
      boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
      return offset
          ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "the time \""
              + text
              + "\" is not understood; 2010-12-01T08:26:00Z, 2010-12-01 08:26 or milliseconds"
              + " since 1970 are allowed",
          e);
    }
  }
}
