package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Receipt;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.law.Conservation.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What nobody has redeemed is free again, and what is set aside is looked at as all else is. */
class QuarantineReleaseTest extends LostPart {
  private static final int MANY = 100_000;
  private static final Duration SOON = Duration.ofSeconds(10);

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

  /** What takes each of them in vain would take minutes. */
  @Test
  void shouldSetAsideAndReleaseAHundredThousandItemsInNoTime() {
    List<Sku> skus = IntStream.range(0, MANY).mapToObj(each -> new Sku("s" + each, "", 2)).toList();
    desk.define("c", new Sale(Terms.open(""), skus));
    openWithMost(1, 2);
    assertTimeout(SOON, this::settle);
    assertThat(desk.machine.view().free().values()).containsOnly(1L).hasSize(MANY);
    assertThat(desk.state.quarantine.memory()).isLessThan(MANY * 64L);
    Command.Deduct order = new Command.Deduct("c", "ann", "a1", List.of(new Line("s7", 1)), 0);
    assertThat(Desk.code(desk.ask(lost(order, 1, new Receipt.Line("s7", 1, 0))))).isNull();
    desk.now += DAY + HOUR;
    assertTimeout(SOON, this::settle);
    assertThat(desk.machine.view().free()).containsEntry("c/s7", 1L).containsEntry("c/s8", 2L);
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  private void settle() {
    long before;
    do {
      before = desk.machine.position();
      desk.machine.begin(desk.now);
      desk.take();
    } while (desk.machine.position() > before);
  }

  /** What a batch has set aside, and forgotten, is as it was when the batch is undone. */
  @Test
  void shouldKnowAfterAnUndoneBatchWhatIsSetAside() {
    desk.define("c", mugs(9));
    open(2, 0, 4);
    desk.tick(desk.now);
    desk.now += DAY + HOUR;
    desk.machine.begin(desk.now);
    assertThat(desk.machine.batch()).as("its release").isNotNull();
    desk.machine.undo();
    desk.now -= HOUR;
    assertThat(Desk.code(desk.ask(lostMugs("a1", 3, 1)))).isNull();
    assertThat(quarantined("mug")).isEqualTo(1);
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
