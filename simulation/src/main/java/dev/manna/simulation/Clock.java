package dev.manna.simulation;

import dev.manna.core.TimeSource;

/** A clock that moves when the simulation says so, and not always forward. */
public final class Clock implements TimeSource {
  private static final long DAY = 24 * 60 * 60 * 1000L;

  /** In 2027: a few days of it lie around a change to summer time. */
  private static final long EPOCH = 1_804_000_000_000L;

  private final Chance chance;
  private final Faults faults;
  private long millis;

  public Clock(Chance chance, Faults faults) {
    this.chance = chance;
    this.faults = faults;
    millis = EPOCH + chance.below(400) * DAY / 4;
  }

  @Override
  public long millis() {
    return millis;
  }

  /** Some time passes, as clocks have it. */
  public void pass() {
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
      default -> millis += chance.oneIn(10) ? chance.below(2_000) : chance.below(60);
    }
  }
}
