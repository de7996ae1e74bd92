package dev.manna.ledger.query;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds a campaign's minutes up to its days. Offsets of time zones are whole minutes, so a minute
 * belongs to one day.
 */
final class Days {
  private static final String MINUTES =
      "SELECT minute_at, claims, uses, misses, grants, units, cents FROM minutes"
          + " WHERE campaign = ? AND minute_at >= ? AND minute_at < ? ORDER BY minute_at";

  private static final int SUMS = 6;

  private final ZoneId zone;
  private final List<Day> days = new ArrayList<>();
  private @Nullable LocalDate date;
  private long[] sums = new long[SUMS];

  /** When the day that is being added up ends. */
  private long endMillis = Long.MIN_VALUE;

  private Days(ZoneId zone) {
    this.zone = zone;
  }

  /** Up to so many days, the earliest first, on which anything was claimed or given. */
  static List<Day> read(
      Reading reading, int campaign, ZoneId zone, long fromMillis, long toMillis, int limit)
      throws SQLException {
    Days days = new Days(zone);
    reading.take(
        MINUTES,
        List.of(campaign, fromMillis, toMillis),
        row -> {
          long minute = row.getLong(1);
          if (minute >= days.endMillis) {
            days.turn();
            if (days.days.size() == limit) {
              return false;
            }
            days.begin(minute);
          }
          for (int i = 0; i < SUMS; i++) {
            days.sums[i] = Math.addExact(days.sums[i], row.getLong(i + 2));
          }
          return true;
        });
    days.turn();
    return days.days;
  }

  private void begin(long millis) {
    LocalDate begun = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    date = begun;
    endMillis = begun.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    sums = new long[SUMS];
  }

  private void turn() {
    LocalDate ended = date;
    if (ended != null) {
      long start = ended.atStartOfDay(zone).toInstant().toEpochMilli();
      days.add(new Day(ended, start, sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]));
      date = null;
    }
  }
}
