package dev.manna.core.law;

import dev.manna.core.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * When the day, week or month of a moment began, in a time zone. A period begins at the first
 * instant of its first date and ends where the next begins: where clocks are put back over
 * midnight, the date before does not come again. The period asked for last is remembered.
 */
final class Periods {
  private final ZoneId zone;
  private final Span day = new Span(ChronoUnit.DAYS);
  private final Span week = new Span(ChronoUnit.WEEKS);
  private final Span month = new Span(ChronoUnit.MONTHS);

  Periods(String zone) {
    this.zone = ZoneId.of(zone);
  }

  /** The first millisecond of the period that holds {@code millis}; of the total, 0. */
  long startOf(Period period, long millis) {
    return switch (period) {
      case DAY -> day.startOf(millis);
      case WEEK -> week.startOf(millis);
      case MONTH -> month.startOf(millis);
      case TOTAL -> 0;
    };
  }

  /** The period of one kind that was asked for last. */
  private final class Span {
    private final ChronoUnit unit;
    private long fromMillis = 1;
    private long toMillis;

    Span(ChronoUnit unit) {
      this.unit = unit;
    }

    long startOf(long millis) {
      if (millis < fromMillis || millis >= toMillis) {
        LocalDate first = firstDate(dateOf(millis));
        fromMillis = startOfDate(first);
        toMillis = startOfDate(first.plus(1, unit));
      }
      return fromMillis;
    }

    private LocalDate firstDate(LocalDate date) {
      return switch (unit) {
        case WEEKS -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTHS -> date.withDayOfMonth(1);
        default -> date;
      };
    }
  }

  private LocalDate dateOf(long millis) {
    LocalDate date = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    LocalDate next = date.plusDays(1);
    return startOfDate(next) <= millis ? next : date;
  }

  /** Where midnight is skipped, the date begins when the clocks have been put forward. */
  private long startOfDate(LocalDate date) {
    return date.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
