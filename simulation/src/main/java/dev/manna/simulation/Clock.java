package dev.manna.simulation;

import dev.manna.core.TimeSource;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;

/** A clock that moves when the simulation says so, and not always forward. */
public final class Clock implements TimeSource {
  private static final long DAY = 24 * 60 * 60 * 1000L;

  /** In 2027: a few days of it lie around a change to summer time. */
  private static final long EPOCH = 1_804_000_000_000L;

  /** Whoever looks at the clock so often while it stands goes in circles. */
  private static final int MOST_LOOKS = 100_000;

  private final Chance chance;
  private final Faults faults;
  private long millis;
  private int looks;

  public Clock(Chance chance, Faults faults) {
    this.chance = chance;
    this.faults = faults;
    millis = EPOCH + chance.below(400) * DAY / 4;
  }

  @Override
  public long millis() {
    Found.unless(++looks < MOST_LOOKS, "somebody waits for ever for the clock to move");
    return millis;
  }

  /** Some time passes, as clocks have it. */
  public void pass() {
    looks = 0;
    switch (chance.below(100)) {
      case 0 -> {
        faults.met(Fault.CLOCK_BACK);
        millis -= chance.between(1, chance.oneIn(4) ? DAY : 2_000);
      }
      case 1 -> {
        faults.met(Fault.CLOCK_LEAP);
        millis += chance.between(2_000, chance.oneIn(3) ? DAY : 60_000);
      }
      case 2, 3, 4, 5 -> faults.met(Fault.CLOCK_STILL);
      case 6 -> millis += untilMidnight() - chance.below(2);
      default -> millis += chance.oneIn(10) ? chance.below(2_000) : chance.below(60);
    }
  }

  void pass(long passing) {
    looks = 0;
    millis += passing;
  }

  /**
   * Until a midnight in one of the campaigns' zones, to the millisecond: the next, or a special
   * one.
   */
  private long untilMidnight() {
    ZonedDateTime now =
        Instant.ofEpochMilli(millis).atZone(ZoneId.of(chance.pick(Definitions.ZONES)));
    LocalDate tomorrow = now.toLocalDate().plusDays(1);
    LocalDate date =
        switch (chance.below(6)) {
          case 0 -> tomorrow.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
          case 1 -> tomorrow.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
          case 2 -> now.toLocalDate().with(TemporalAdjusters.firstDayOfNextMonth());
          default -> tomorrow;
        };
    return date.atStartOfDay(now.getZone()).toInstant().toEpochMilli() - millis;
  }
}
