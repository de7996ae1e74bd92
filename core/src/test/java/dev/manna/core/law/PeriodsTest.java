package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where days, weeks and months begin and how long they are, where clocks are put on and back. */
class PeriodsTest {
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    // zone, period, a moment in it, its first instant, its hours
    "UTC,               day,   2026-11-21T03:00:00Z, 2026-11-21T00:00:00Z, 24",
    "Asia/Shanghai,     day,   2026-11-20T16:00:00Z, 2026-11-20T16:00:00Z, 24",
    "Asia/Kathmandu,    day,   2026-11-20T18:15:00Z, 2026-11-20T18:15:00Z, 24",
    // Clocks are put on at 2 and back at 3 in the night.
    "Europe/Berlin,     day,   2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 23",
    "Europe/Berlin,     day,   2026-10-25T22:59:59Z, 2026-10-24T22:00:00Z, 25",
    "Europe/Berlin,     day,   2026-10-25T23:00:00Z, 2026-10-25T23:00:00Z, 24",
    "Europe/Berlin,     week,  2026-03-25T12:00:00Z, 2026-03-22T23:00:00Z, 167",
    "Europe/Berlin,     week,  2026-10-25T22:59:59Z, 2026-10-18T22:00:00Z, 169",
    "Europe/Berlin,     week,  2026-10-25T23:00:00Z, 2026-10-25T23:00:00Z, 168",
    "Europe/Berlin,     month, 2026-03-29T12:00:00Z, 2026-02-28T23:00:00Z, 743",
    "Europe/Berlin,     month, 2026-10-01T00:00:00Z, 2026-09-30T22:00:00Z, 745",
    "America/New_York,  day,   2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z, 23",
    "America/New_York,  day,   2026-11-01T12:00:00Z, 2026-11-01T04:00:00Z, 25",
    "Australia/Lord_Howe, day, 2026-10-04T00:00:00Z, 2026-10-03T13:30:00Z, 23.5",
    "Australia/Lord_Howe, day, 2026-04-05T00:00:00Z, 2026-04-04T13:00:00Z, 24.5",
    "Pacific/Chatham,   day,   2026-09-26T20:00:00Z, 2026-09-26T11:15:00Z, 23",
    "Pacific/Chatham,   week,  2026-04-05T00:00:00Z, 2026-03-29T10:15:00Z, 169",
    "Australia/Lord_Howe, month, 2026-10-10T00:00:00Z, 2026-09-30T13:30:00Z, 743.5",
    // Weeks over the turn of a year, months of all lengths.
    "UTC,               week,  2027-01-03T23:59:59Z, 2026-12-28T00:00:00Z, 168",
    "UTC,               week,  2027-01-04T00:00:00Z, 2027-01-04T00:00:00Z, 168",
    "UTC,               month, 2028-02-29T23:59:59Z, 2028-02-01T00:00:00Z, 696",
    "UTC,               month, 2026-12-31T23:59:59Z, 2026-12-01T00:00:00Z, 744",
  })
  void shouldBeginAndEndWhereTheZoneSays(
      String zone, String word, String moment, String start, double hours) {
    expectPeriod(zone, word, moment, start, hours);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    // Midnight does not exist: the clocks jump from 24:00 to 1:00.
    "America/Sao_Paulo, day,   2018-11-04T02:59:59Z, 2018-11-03T03:00:00Z, 24",
    "America/Sao_Paulo, day,   2018-11-04T03:00:00Z, 2018-11-04T03:00:00Z, 23",
    "America/Sao_Paulo, week,  2018-11-04T12:00:00Z, 2018-10-29T03:00:00Z, 167",
    "Asia/Beirut,       day,   2026-03-29T10:00:00Z, 2026-03-28T22:00:00Z, 23",
    "America/Havana,    day,   2026-03-08T12:00:00Z, 2026-03-08T05:00:00Z, 23",
    "Africa/Cairo,      day,   2026-04-24T10:00:00Z, 2026-04-23T22:00:00Z, 23",
    "America/Asuncion,  month, 2017-10-10T00:00:00Z, 2017-10-01T04:00:00Z, 743",
    // The clocks are put back at 24:00 to 23:00: the last hour of the day comes twice.
    "America/Sao_Paulo, day,   2018-02-18T02:30:00Z, 2018-02-17T02:00:00Z, 25",
    "America/Sao_Paulo, day,   2018-02-18T03:00:00Z, 2018-02-18T03:00:00Z, 24",
    "Asia/Beirut,       day,   2026-10-24T21:30:00Z, 2026-10-23T21:00:00Z, 25",
    "Africa/Cairo,      day,   2026-10-29T21:30:00Z, 2026-10-28T21:00:00Z, 25",
    // Midnight comes twice: the day begins at the first.
    "America/Havana,    day,   2026-11-01T04:59:59Z, 2026-11-01T04:00:00Z, 25",
    "America/Havana,    day,   2026-11-01T05:00:00Z, 2026-11-01T04:00:00Z, 25",
    // They are put back one minute past midnight: the date before does not come again.
    "America/St_Johns,  day,   2010-11-07T02:30:30Z, 2010-11-07T02:30:00Z, 25",
    "America/St_Johns,  day,   2010-11-07T02:31:00Z, 2010-11-07T02:30:00Z, 25",
    "America/St_Johns,  day,   2010-11-07T02:29:59Z, 2010-11-06T02:30:00Z, 24",
    // A date that never was.
    "Pacific/Apia,      day,   2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 24",
    "Pacific/Apia,      day,   2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 24",
    "Pacific/Apia,      week,  2011-12-31T00:00:00Z, 2011-12-26T10:00:00Z, 144",
  })
  void shouldBeginAndEndWhereMidnightIsMissingOrComesTwice(
      String zone, String word, String moment, String start, double hours) {
    expectPeriod(zone, word, moment, start, hours);
  }

  private static void expectPeriod(
      String zone, String word, String moment, String start, double hours) {
    Period period = Period.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    Periods periods = new Periods(zone);
    long from = Instant.parse(start).toEpochMilli();
    long next = from + Math.round(hours * 3_600_000);
    assertThat(at(periods, period, Instant.parse(moment).toEpochMilli())).isEqualTo(start);
    assertThat(at(periods, period, from)).isEqualTo(start);
    assertThat(periods.startOf(period, from - 1)).isLessThan(from);
    assertThat(at(periods, period, next - 1)).isEqualTo(start);
    assertThat(periods.startOf(period, next)).isEqualTo(next);
  }

  private static String at(Periods periods, Period period, long millis) {
    return Instant.ofEpochMilli(periods.startOf(period, millis)).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "America/Sao_Paulo",
        "Asia/Beirut",
        "Africa/Cairo",
        "America/St_Johns",
        "Pacific/Apia",
        "America/Havana",
        "Asia/Gaza",
        "Europe/Berlin"
      })
  void shouldNeverGoBackAndAlwaysLieInThePeriodsOfOthers(String zone) {
    Periods periods = new Periods(zone);
    long from = Instant.parse("2008-01-01T00:00:00Z").toEpochMilli();
    long to = from + Duration.ofDays(15 * 366).toMillis();
    long day = 0;
    for (long now = from; now < to; now += Duration.ofMinutes(29).toMillis()) {
      long start = periods.startOf(Period.DAY, now);
      assertThat(start).isBetween(day, now);
      assertThat(periods.startOf(Period.DAY, start)).isEqualTo(start);
      assertThat(periods.startOf(Period.WEEK, start))
          .isEqualTo(periods.startOf(Period.WEEK, now))
          .isLessThanOrEqualTo(start);
      assertThat(periods.startOf(Period.MONTH, now)).isLessThanOrEqualTo(start);
      day = start;
    }
  }

  @Test
  void shouldBeginEachWeekOnAMonday() {
    Periods periods = new Periods("Asia/Shanghai");
    for (int week = 0; week < 3_000; week++) {
      long start = periods.startOf(Period.WEEK, week * Duration.ofDays(7).toMillis());
      LocalDate date = Instant.ofEpochMilli(start).atZone(ZoneId.of("Asia/Shanghai")).toLocalDate();
      assertThat(date.getDayOfWeek().getValue()).isEqualTo(1);
    }
  }

  @Test
  void shouldCountATotalFromTheBeginningOfTime() {
    assertThat(new Periods("UTC").startOf(Period.TOTAL, Long.MAX_VALUE)).isZero();
  }
}
