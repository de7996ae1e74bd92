package dev.manna.ledger.query;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Terms;
import dev.manna.core.law.Machine;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A log of lotteries in two time zones, with a draw every few hours of a year. */
final class ZonedLog {
  private static final long BEGIN = Instant.parse("2027-01-01T00:00:00Z").toEpochMilli();
  private static final int HOURS = 8_000;
  private static final long HOUR = 3_600_000;

  private ZonedLog() {}

  static CrowdLog make() {
    Chance chance = new Chance(5);
    Machine machine = new Machine();
    List<Batch> batches = new ArrayList<>();
    machine.begin(BEGIN);
    machine.found(chance.bits(), chance.bits());
    for (String zone : List.of("Asia/Shanghai", "America/New_York")) {
      machine.handle(
          machine.prepare(new Command.Define(zone.replace('/', '-'), lottery(zone), 0)),
          chance::bits);
    }
    batches.add(CrowdLog.copy(machine));
    for (long hour = 1; hour < HOURS; hour += chance.between(1, 9)) {
      machine.begin(BEGIN + hour * HOUR + chance.between(-1, 1));
      for (String campaign : List.of("Asia-Shanghai", "America-New_York")) {
        String key = "k" + hour;
        machine.handle(
            machine.prepare(new Command.Draw(campaign, "u" + chance.below(9), key, 3)),
            chance::bits);
      }
      batches.add(CrowdLog.copy(machine));
    }
    return CrowdLog.of(batches);
  }

  private static Lottery lottery(String zone) {
    return new Lottery(
        new Terms("", 0, Terms.FOREVER, zone, Limits.NONE),
        50,
        List.of(new Lottery.Prize("cup", "", 50, Lottery.Prize.UNLIMITED)),
        new Lottery.WhenGone.Redraw());
  }
}
