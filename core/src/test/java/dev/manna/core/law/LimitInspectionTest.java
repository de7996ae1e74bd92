package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryCommand;
import dev.manna.core.Period;
import dev.manna.core.PrizeRules;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Supply;
import dev.manna.core.Terms;
import dev.manna.core.law.Conservation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What limits count is broken, and the look at the books says so; edits of limits are no alarm. */
class LimitInspectionTest {
  private final Desk desk = new Desk();

  private CampaignState campaign() {
    return desk.state.campaigns.getLast();
  }

  private List<String> found(int rows) {
    List<String> violations = new ArrayList<>();
    Conservation.Observer observer =
        new Conservation.Observer() {
          @Override
          public void violated(Violation violation) {
            violations.add(violation.text());
          }

          @Override
          public void item(String campaign, StateView.Item item, long free) {}

          @Override
          public void looked(String campaign, boolean alarmed) {}
        };
    Conservation books = desk.machine.conservation();
    boolean over = false;
    for (int i = 0; i < 100 && !over; i++) {
      over = books.look(rows, observer);
    }
    assertThat(over).as("all was looked at").isTrue();
    return violations;
  }

  private List<String> found() {
    return found(1_000);
  }

  /** Limits of weeks, months and devices, of prizes, and chances. */
  private Lottery limited(int perWeek, int perDevice, int maxDevices, int ofCars) {
    Limits limits =
        Limits.NONE
            .within(perWeek, 9)
            .with(List.of(new Limits.Dimension("device", Period.DAY, perDevice, maxDevices, true)));
    PrizeRules rules = new PrizeRules(0, ofCars, true, 0, 0);
    return new Lottery(
        Terms.open("").with(limits),
        0,
        List.of(new Prize("car", "", 1, 100, rules)),
        new WhenGone.Miss());
  }

  private void drawFrom(String device) {
    desk.ask(new Command.Draw("c", "u1", "k" + desk.now++, 1, Map.of("device", device)));
  }

  private void limited() {
    desk.define("c", limited(3, 3, 2, 3));
    for (int i = 0; i < 5; i++) {
      drawFrom(i % 2 == 0 ? "d1" : "d2");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1_000})
  void shouldFindNothingWhereLimitsAreReached(int rows) {
    limited();
    assertThat(campaign().counters.get(0).usesAt(0)).isEqualTo(3);
    assertThat(found(rows)).isEmpty();
  }

  @Test
  void shouldFindWhatIsCountedBeyondALimitOfAPeriod() {
    limited();
    campaign().counters.get(0).use(1, 1, 4, false, desk.now);
    campaign().counters.get(1).use(1, 1, 10, false, desk.now);
    campaign().counters.get(2).use(1, 1, 5, false, desk.now);
    assertThat(found())
        .containsExactly(
            "limit of one of user per week: 3 expected, 4 found",
            "limit of one of user per month: 9 expected, 10 found",
            "limit of all of device per day: 2 expected, 3 found",
            "limit of one of device per day: 3 expected, 5 found");
  }

  @Test
  void shouldFindMoreOfAPrizeThanAUserMayHave() {
    limited();
    campaign().tallies.add(Tallies.Kind.ITEM, 0, 0, 1);
    assertThat(found()).containsExactly("limit of car of user 0: 3 expected, 4 found");
  }

  @Test
  void shouldLetAUserWinWhatWasSetAsideBeyondTheLimit() {
    desk.define("c", limited(9, 9, 9, 1));
    desk.ask(new LotteryCommand.Allocate("c", "op", "car", List.of("u1"), 3, desk.now + 1_000));
    for (int i = 0; i < 3; i++) {
      drawFrom("d");
    }
    assertThat(campaign().tallies.count(Tallies.Kind.ITEM, 1, 0)).isEqualTo(3);
    assertThat(found()).isEmpty();
  }

  @Test
  void shouldFindMoreOfASkuThanAUserMayHave() {
    Sku a = new Sku("a", "", 100, Supply.PLAIN, 4);
    desk.define("c", new Sale(Terms.open(""), List.of(new Sku("z", "", 5), a)));
    desk.order("u1", "k1", 0, "a", 4, "z", 5);
    assertThat(found()).isEmpty();
    campaign().tallies.add(Tallies.Kind.ITEM, 0, 1, 1);
    assertThat(found()).containsExactly("limit of a of user 0: 4 expected, 5 found");
  }

  @Test
  void shouldFindChancesBelowNone() {
    limited();
    campaign().tallies.set(Tallies.Kind.CHANCES, 0, 0, -1);
    assertThat(found()).containsExactly("balance of chances of user 0: 0 expected, -1 found");
  }

  /** What a stricter edit finds was allowed before; what is beyond all of them never was. */
  @Test
  void shouldHoldUsesAgainstTheMostThatWasEverAllowed() {
    limited();
    desk.ask(new Command.Define("c", limited(1, 1, 1, 1), 1));
    assertThat(campaign().rules().version()).isEqualTo(2);
    assertThat(found()).isEmpty();
    campaign().counters.get(0).use(1, 1, 4, false, desk.now);
    assertThat(found()).containsExactly("limit of one of user per week: 3 expected, 4 found");
  }

  @Test
  void shouldHoldUsesAgainstALooserEdit() {
    limited();
    desk.ask(new Command.Define("c", limited(8, 8, 8, 8), 1));
    drawFrom("d3");
    assertThat(found()).isEmpty();
    campaign().counters.get(0).use(1, 1, 9, false, desk.now);
    campaign().tallies.set(Tallies.Kind.ITEM, 0, 0, 9);
    assertThat(found())
        .containsExactly(
            "limit of one of user per week: 8 expected, 9 found",
            "limit of car of user 0: 8 expected, 9 found");
  }

  /** An edit that is undone with its batch leaves nothing. */
  @Test
  void shouldForgetAnEditThatIsUndone() {
    limited();
    desk.machine.begin(desk.now);
    desk.machine.handle(
        desk.machine.prepare(new Command.Define("c", limited(8, 8, 8, 8), 1)), () -> 1);
    desk.machine.undo();
    campaign().counters.get(0).use(1, 1, 4, false, desk.now);
    assertThat(found()).containsExactly("limit of one of user per week: 3 expected, 4 found");
  }
}
