package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.law.Conservation.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nobody has redeemed is free again, and what is set aside is looked at as all else is. */
class QuarantineReleaseTest extends LostPart {
  @Test
  void shouldReleaseAnHourAfterTheLastThatIsRedeemed() {
    desk.define("c", mugs(5));
    open(2, 0, 5);
    desk.tick(desk.now);
    long until = desk.now + DAY;
    assertThat(desk.machine.nextExpiryMillis()).isEqualTo(until + HOUR);
    desk.now = until;
    assertThat(Desk.code(desk.ask(lostMugs("a1", 1, 1)))).isNull();
    desk.now = until + HOUR - 1;
    assertThat(quarantined("mug")).isEqualTo(4);
    desk.now = until + HOUR;
    assertThat(quarantined("mug")).isZero();
    assertThat(desk.wholePool("mug").available()).isEqualTo(4);
    expectTheSameAgain();
  }

  @Test
  void shouldKeepOneQuarantineForAllFailuresUntilTheLatestReleasesIt() {
    desk.define("c", mugs(9));
    open(2, 0, 2);
    desk.tick(desk.now + HOUR);
    open(4, 0, 3);
    desk.tick(desk.now);
    assertThat(quarantined("mug")).isEqualTo(5);
    desk.now += DAY - 1;
    assertThat(Desk.code(desk.ask(lostMugs("a1", 4, 1)))).isNull();
    assertThat(Desk.code(desk.ask(lostMugs("a2", 1, 3)))).isNull();
    assertThat(quarantined("mug")).isZero();
    desk.now += DAY;
    open(5, 0, 1);
    assertThat(Desk.code(desk.ask(lostMugs("a3", 1, 3)))).isEqualTo("released");
    assertThat(Desk.code(desk.ask(lostMugs("a3", 1, 4)))).isNull();
    expectTheSameAgain();
  }

  @Test
  void shouldFindWhatTheQuarantineAndItsItemsSayDifferently() {
    desk.define("c", mugs(5));
    open(2, 0, 2);
    desk.tick(desk.now);
    desk.state.campaigns.getFirst().items.quarantine(0, 1);
    List<Violation> violations = new ArrayList<>();
    desk.machine.conservation().look(10_000, new Collects(violations));
    assertThat(violations).containsExactly(new Violation("c", "mug", Equation.QUARANTINED, 2, 3));
  }
}
