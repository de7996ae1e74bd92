package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Malformed;
import dev.manna.core.PrizeRules;
import dev.manna.core.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the definition of a raffle cannot say. */
class RaffleDefinitionTest {
  @Test
  void shouldRefuseRulesOfDraws() {
    Terms terms = Terms.open("");
    refuse("prizes.weight", () -> RaffleTest.raffle(terms, false, new Prize("a", "", 1, 1)));
    refuse(
        "prizes.stock",
        () -> RaffleTest.raffle(terms, false, RaffleTest.prize("a", Prize.UNLIMITED)));
    refuse(
        "prizes.stock",
        () ->
            RaffleTest.raffle(
                terms, false, RaffleTest.prize("a", 60_000), RaffleTest.prize("b", 40_001)));
    PrizeRules once = new PrizeRules(0, 1, true, 0, 0);
    refuse("prizes", () -> RaffleTest.raffle(terms, false, new Prize("a", "", 0, 1, once)));
    List<Prize> one = List.of(RaffleTest.prize("a", 1));
    WhenGone redraw = new WhenGone.Redraw();
    refuse("noPrizeWeight", () -> new Lottery(terms, 1, one, redraw, List.of(), false, true));
    refuse(
        "whenGone", () -> new Lottery(terms, 0, one, new WhenGone.Miss(), List.of(), false, true));
    List<Lottery.Tier> tiers = List.of(new Lottery.Tier(2, 0, List.of()));
    refuse("tiers", () -> new Lottery(terms, 0, one, redraw, tiers, false, true));
  }

  private static void refuse(String field, Runnable definition) {
    assertThatThrownBy(definition::run)
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith(field + ":");
  }
}
