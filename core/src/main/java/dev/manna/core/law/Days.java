package dev.manna.core.law;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** When the day of a moment began, in a time zone; the day asked for last is remembered. */
final class Days {
  private final ZoneId zone;
  private long fromMillis = 1;
  private long toMillis;

  Days(String zone) {
    this.zone = ZoneId.of(zone);
  }

  /** The first millisecond of the day that holds {@code millis}. */
  long startOf(long millis) {
    if (millis < fromMillis || millis >= toMillis) {
      LocalDate day = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
      fromMillis = day.atStartOfDay(zone).toInstant().toEpochMilli();
      toMillis = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }
    return fromMillis;
  }
}
