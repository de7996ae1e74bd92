package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.Share;
import dev.manna.core.Lottery.Tier;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.PrizeRules;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for a prize beside its weight and its stock, one rule after the other. */
class PrizeRulesTest {
  private static final long MANY = 1_000_000;

  private final Desk desk = new Desk();
  private int version;
  private int keys;

  private void open(long noPrize, WhenGone whenGone, List<Tier> tiers, Prize... prizes) {
    Lottery lottery =
        new Lottery(Terms.open(""), noPrize, List.of(prizes), whenGone, tiers, false, false);
    assertThat(desk.ask(new Command.Define("c", lottery, version++)))
        .isInstanceOf(Reply.Defined.class);
  }

  private void open(long noPrize, WhenGone whenGone, Prize... prizes) {
    open(noPrize, whenGone, List.of(), prizes);
  }

  /** The prizes that draws of one claim win. */
  private List<String> draw(String user, int draws) {
    Reply.Claimed claimed = (Reply.Claimed) desk.draw(user, "k" + keys++, draws);
    assertThat(claimed.uses()).isEqualTo(draws);
    return claimed.grants().stream().map(Grant::item).toList();
  }

  private static PrizeRules perUser(int wins) {
    return new PrizeRules(0, wins, true, 0, 0);
  }

  private static PrizeRules unlockAfter(int draws) {
    return new PrizeRules(0, 0, true, draws, 0);
  }

  private static PrizeRules guaranteed(int misses) {
    return new PrizeRules(0, 0, true, 0, misses);
  }

  private static final PrizeRules DISABLED = new PrizeRules(0, 0, false, 0, 1);

  @AfterEach
  void shouldReplayToTheSameState() {
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldLetAUserWinAPrizeOnlySoOften() {
    open(
        0,
        new WhenGone.Redraw(),
        new Prize("a", "", 1_000, MANY, perUser(2)),
        new Prize("b", "", 1, MANY));
    assertThat(draw("u", 100)).filteredOn("a"::equals).hasSize(2);
    assertThat(draw("u", 50)).containsOnly("b");
    assertThat(draw("v", 1)).hasSize(1);
    assertThat(draw("v", 100)).contains("a");
  }

  @Test
  void shouldMissWhereTheUserMayWinNothingMore() {
    open(0, new WhenGone.Redraw(), new Prize("a", "", 1, MANY, perUser(1)));
    assertThat(draw("u", 10)).containsExactly("a");
    assertThat(draw("u", 10)).isEmpty();
    assertThat(draw("v", 1)).containsExactly("a");
  }

  @Test
  void shouldFallBackWhereTheUserMayNotWinThePrize() {
    open(
        0,
        new WhenGone.Fallback("thanks"),
        new Prize("a", "", 1, MANY, perUser(1)),
        new Prize("thanks", "", 0, MANY, perUser(3)));
    assertThat(draw("u", 10)).containsExactly("a", "thanks", "thanks", "thanks");
  }

  @Test
  void shouldCountWinsFromTheDefinitionOnThatLimitsThem() {
    open(0, new WhenGone.Redraw(), new Prize("a", "", 1, MANY));
    assertThat(draw("u", 5)).hasSize(5);
    open(0, new WhenGone.Redraw(), new Prize("a", "", 1, MANY, perUser(2)));
    assertThat(draw("u", 5)).hasSize(2);
  }

  @Test
  void shouldUnlockAPrizeOnceSoManyDrawsAreMade() {
    open(
        0,
        new WhenGone.Redraw(),
        new Prize("late", "", MANY, MANY, unlockAfter(3)),
        new Prize("a", "", 1, MANY));
    assertThat(draw("u", 2)).containsExactly("a", "a");
    List<String> next = draw("u", 30);
    assertThat(next.getFirst()).isEqualTo("a");
    assertThat(next).filteredOn("late"::equals).hasSizeGreaterThan(25);
    assertThat(draw("v", 3)).containsOnly("a");
  }

  @Test
  void shouldMissAPrizeThatIsLocked() {
    open(0, new WhenGone.Miss(), new Prize("late", "", 1, MANY, unlockAfter(3)));
    assertThat(draw("u", 3)).isEmpty();
    assertThat(draw("u", 1)).containsExactly("late");
  }

  @Test
  void shouldNeverDrawWhatIsNotEnabled() {
    open(
        1,
        new WhenGone.Fallback("off"),
        new Prize("off", "", MANY, MANY, DISABLED),
        new Prize("a", "", 1, MANY));
    assertThat(draw("u", 100)).containsOnly("a");
    open(
        0,
        new WhenGone.Redraw(),
        new Prize("off", "", MANY, MANY, DISABLED),
        new Prize("a", "", 0, MANY),
        new Prize("b", "", 1, 0));
    assertThat(Desk.code(desk.draw("u", "x", 1))).isEqualTo("sold-out");
  }

  @Test
  void shouldWinAGuaranteedPrizeInsteadOfTheNthMiss() {
    open(
        MANY * MANY,
        new WhenGone.Redraw(),
        new Prize("a", "", 1, MANY),
        new Prize("sure", "", 0, 3, guaranteed(4)));
    assertThat(draw("u", 3)).isEmpty();
    assertThat(draw("u", 1)).containsExactly("sure");
    assertThat(draw("u", 7)).containsExactly("sure");
    assertThat(draw("v", 3)).isEmpty();
    assertThat(draw("w", 4)).containsExactly("sure");
    // None is left for v, whose misses go on; a new one is won by the next.
    assertThat(draw("v", 4)).isEmpty();
    desk.ask(new Command.Adjust("c", null, new Command.Change.Stock("sure", 1)));
    assertThat(draw("v", 1)).containsExactly("sure");
  }

  @Test
  void shouldGiveTheGuaranteeThatTakesTheFewestMisses() {
    open(
        MANY * MANY,
        new WhenGone.Redraw(),
        new Prize("a", "", 1, MANY),
        new Prize("fifth", "", 0, MANY, guaranteed(5)),
        new Prize("third", "", 0, 1, guaranteed(3)),
        new Prize("locked", "", 0, 1, new PrizeRules(0, 0, true, 1_000, 1)));
    assertThat(draw("u", 3)).containsExactly("third");
    assertThat(draw("u", 4)).isEmpty();
    assertThat(draw("u", 1)).containsExactly("fifth");
  }

  @Test
  void shouldCountMissesOverEndsOfClaimsAndForgetThemAtAWin() {
    open(0, new WhenGone.Miss(), new Prize("a", "", 1, 2), new Prize("b", "", 0, 9, guaranteed(2)));
    assertThat(draw("u", 3)).containsExactly("a", "a");
    assertThat(draw("u", 1)).containsExactly("b");
    assertThat(draw("u", 3)).containsExactly("b");
  }

  @Test
  void shouldNotCountARefusedDraw() {
    open(
        MANY * MANY,
        new WhenGone.Redraw(),
        new Prize("a", "", 1, MANY),
        new Prize("sure", "", 0, 3, guaranteed(2)));
    assertThat(draw("u", 1)).isEmpty();
    desk.ask(new Command.Steer("c", Command.Move.PAUSE));
    assertThat(Desk.code(desk.draw("u", "paused", 50))).isEqualTo("paused");
    desk.ask(new Command.Steer("c", Command.Move.RESUME));
    assertThat(draw("u", 2)).containsExactly("sure");
  }

  @Test
  void shouldChangeWeightsByTier() {
    open(
        0,
        new WhenGone.Redraw(),
        List.of(
            new Tier(3, 0, List.of(new Share("a", 0), new Share("b", 1))),
            new Tier(6, 0, List.of(new Share("a", 0), new Share("c", 1)))),
        new Prize("a", "", 1, MANY),
        new Prize("b", "", 0, MANY),
        new Prize("c", "", 0, MANY));
    assertThat(draw("u", 1)).containsExactly("a");
    assertThat(draw("u", 6)).containsExactly("a", "b", "b", "b", "c", "c");
    assertThat(draw("u", 2)).containsOnly("c");
  }

  @Test
  void shouldKnowRulesAfterAnUndoneBatchAndASnapshot() {
    open(
        MANY * MANY,
        new WhenGone.Redraw(),
        new Prize("a", "", 1, MANY, perUser(1)),
        new Prize("sure", "", 0, 3, guaranteed(3)));
    draw("u", 2);
    String before = desk.machine.digest();
    desk.machine.begin(desk.now);
    desk.machine.handle(desk.machine.prepare(new Command.Draw("c", "u", "undone", 9)), () -> 1);
    desk.machine.undo();
    assertThat(desk.machine.digest()).isEqualTo(before);
    assertThat(draw("u", 1)).containsExactly("sure");
  }
}
