package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of a lottery, and that its draws are fair. */
class LotteryRulesTest {
  private final Desk desk = new Desk();

  private void open(long noPrize, WhenGone whenGone, Prize... prizes) {
    open(Limits.NONE, noPrize, whenGone, prizes);
  }

  private void open(Limits limits, long noPrize, WhenGone whenGone, Prize... prizes) {
    Terms terms = Terms.open("lottery").with(limits);
    assertThat(desk.define("c", new Lottery(terms, noPrize, List.of(prizes), whenGone)))
        .isInstanceOf(Reply.Defined.class);
  }

  private long given(String prize) {
    return desk.pool(prize).given();
  }

  @Test
  void shouldDrawByWeightWithinChance() {
    open(
        400,
        new WhenGone.Redraw(),
        new Prize("a", "", 300, Prize.UNLIMITED),
        new Prize("b", "", 200, Prize.UNLIMITED),
        new Prize("c", "", 100, Prize.UNLIMITED));
    for (int i = 0; i < 10_000; i++) {
      desk.draw("u" + i, "k", 100);
    }
    double n = 1_000_000;
    long[] seen = {given("a"), given("b"), given("c"), 0};
    seen[3] = 1_000_000 - seen[0] - seen[1] - seen[2];
    double[] expected = {0.3 * n, 0.2 * n, 0.1 * n, 0.4 * n};
    double chiSquare = 0;
    for (int i = 0; i < 4; i++) {
      chiSquare += (seen[i] - expected[i]) * (seen[i] - expected[i]) / expected[i];
    }
    // 99.9 % of fair draws stay below 16.27 at three degrees of freedom.
    assertThat(chiSquare).isLessThan(16.27);
  }

  @Test
  void shouldDrawAmongWhatIsLeftWhenAPrizeIsGone() {
    open(
        0,
        new WhenGone.Redraw(),
        new Prize("rare", "", 1_000_000, 3),
        new Prize("common", "", 1, 1_000));
    Reply.Claimed reply = (Reply.Claimed) desk.draw("u", "k", 100);
    assertThat(reply.grants()).hasSize(100);
    assertThat(given("rare")).isEqualTo(3);
    assertThat(given("common")).isEqualTo(97);
  }

  @Test
  void shouldKeepRatiosOfTheRestAfterAPrizeIsGone() {
    open(
        0,
        new WhenGone.Redraw(),
        new Prize("a", "", 50, Prize.UNLIMITED),
        new Prize("gone", "", 900, 0),
        new Prize("b", "", 150, Prize.UNLIMITED));
    for (int i = 0; i < 1_000; i++) {
      desk.draw("u" + i, "k", 100);
    }
    // Binomial with p = 1/4 over 100,000: four standard deviations are 548.
    assertThat(given("a")).isBetween(25_000L - 548, 25_000L + 548);
    assertThat(given("gone")).isZero();
  }

  @Test
  void shouldMissWhenADrawnPrizeIsGoneAndTheRuleSaysSo() {
    open(0, new WhenGone.Miss(), new Prize("a", "", 1, 0), new Prize("b", "", 1, 1_000_000));
    Reply.Claimed reply = (Reply.Claimed) desk.draw("u", "k", 100);
    assertThat(reply.uses()).isEqualTo(100);
    assertThat(reply.grants().size()).isBetween(25, 75);
  }

  @Test
  void shouldFallBackWhenADrawnPrizeIsGone() {
    open(
        0,
        new WhenGone.Fallback("thanks"),
        new Prize("a", "", 1, 2),
        new Prize("thanks", "", 0, 5));
    Reply.Claimed reply = (Reply.Claimed) desk.draw("u", "k", 10);
    assertThat(reply.grants()).hasSize(7);
    assertThat(reply.uses()).isEqualTo(7);
    assertThat(given("a")).isEqualTo(2);
    assertThat(given("thanks")).isEqualTo(5);
    assertThat(Desk.code(desk.draw("v", "k", 1))).isEqualTo("sold-out");
  }

  @Test
  void shouldNotChargeForDrawsThatCouldNotBeMade() {
    open(new Limits(10, 0, 0), 0, new WhenGone.Redraw(), new Prize("a", "", 1, 4));
    Reply.Claimed reply = (Reply.Claimed) desk.draw("u", "k", 10);
    assertThat(reply.uses()).isEqualTo(4);
    assertThat(Desk.code(desk.draw("u", "k2", 1))).isEqualTo("sold-out");
    desk.ask(new Command.Adjust("c", null, new Change.Stock("a", 6)));
    assertThat(((Reply.Claimed) desk.draw("u", "k3", 6)).grants()).hasSize(6);
    assertThat(Desk.code(desk.draw("u", "k4", 1))).isEqualTo("limit-reached");
  }

  @Test
  void shouldFindTheNextPrizeWhicheverTheClaimItselfExhausts() {
    Prize[] prizes = new Prize[20];
    for (int i = 0; i < prizes.length; i++) {
      prizes[i] = new Prize("p" + i, "", 1 + i % 3, 5);
    }
    open(0, new WhenGone.Redraw(), prizes);
    assertThat(((Reply.Claimed) desk.draw("u", "k", 100)).grants()).hasSize(100);
    for (int i = 0; i < prizes.length; i++) {
      assertThat(given("p" + i)).isEqualTo(5);
    }
  }

  @Test
  void shouldCountEveryDrawAgainstLimits() {
    open(new Limits(10, 6, 0), 1, new WhenGone.Redraw(), new Prize("a", "", 1, 1_000));
    assertThat(Desk.code(desk.draw("u", "1", 7))).isEqualTo("limit-reached");
    assertThat(Desk.code(desk.draw("u", "2", 6))).isNull();
    assertThat(Desk.code(desk.draw("u", "3", 1))).isEqualTo("limit-reached");
    desk.now += 86_400_000;
    assertThat(Desk.code(desk.draw("u", "4", 4))).isNull();
    assertThat(Desk.code(desk.draw("u", "5", 1))).isEqualTo("limit-reached");
  }

  @Test
  void shouldEditWeightsAndStockWhileItRuns() {
    open(0, new WhenGone.Redraw(), new Prize("a", "", 1, 10), new Prize("b", "", 0, 10));
    desk.draw("u", "1", 3);
    Lottery next =
        new Lottery(
            Terms.open("x"),
            0,
            List.of(new Prize("a", "", 0, 10), new Prize("b", "", 1, 5)),
            new WhenGone.Redraw());
    assertThat(Desk.code(desk.ask(new Command.Define("c", next, 1)))).isNull();
    desk.draw("u", "2", 5);
    assertThat(given("a")).isEqualTo(3);
    assertThat(given("b")).isEqualTo(5);
    assertThat(Desk.code(desk.draw("u", "3", 1))).isEqualTo("sold-out");
  }
}
