package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.Share;
import dev.manna.core.Lottery.Tier;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryCommand.Allocate;
import dev.manna.core.LotteryQuery.OfOdds;
import dev.manna.core.LotteryReply;
import dev.manna.core.LotteryReply.Chance;
import dev.manna.core.PrizeRules;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is set aside for users, and what the odds page says. */
class AllocationTest {
  private final Desk desk = new Desk();
  private int keys;

  private void open(long noPrize, WhenGone whenGone, List<Tier> tiers, Prize... prizes) {
    Lottery lottery =
        new Lottery(Terms.open(""), noPrize, List.of(prizes), whenGone, tiers, false, false);
    assertThat(desk.define("c", lottery)).isInstanceOf(Reply.Defined.class);
  }

  private Reply allocate(String prize, int units, long until, String... users) {
    return desk.ask(new Allocate("c", "a" + keys++, prize, List.of(users), units, until));
  }

  private List<String> draw(String user, int draws) {
    Reply.Claimed claimed = (Reply.Claimed) desk.draw(user, "k" + keys++, draws);
    return claimed.grants().stream().map(Grant::item).toList();
  }

  private LotteryReply.Odds odds(@Nullable String user) {
    return (LotteryReply.Odds) desk.ask(new OfOdds("c", user, 0, 500));
  }

  @AfterEach
  void shouldReplayToTheSameState() {
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  private void wheel() {
    open(
        1_000_000_000_000L,
        new WhenGone.Redraw(),
        List.of(),
        new Prize("car", "", 1, 3, new PrizeRules(0, 1, true, 50, 0)),
        new Prize("pen", "", 1, 10));
  }

  @Test
  void shouldGiveWhatIsSetAsideToItsUsersNextDraws() {
    wheel();
    assertThat(allocate("car", 1, desk.now + 10, "u", "v")).isInstanceOf(Reply.Adjusted.class);
    assertThat(allocate("pen", 2, desk.now + 10, "u")).isInstanceOf(Reply.Adjusted.class);
    assertThat(desk.pool("car").available()).isEqualTo(1);
    assertThat(draw("w", 5)).isEmpty();
    assertThat(draw("u", 2)).containsExactly("car", "pen");
    assertThat(draw("u", 5)).containsExactly("pen");
    assertThat(desk.pool("car").given()).isEqualTo(1);
    assertThat(desk.pool("pen").available()).isEqualTo(8);
  }

  @Test
  void shouldReturnWhatIsLeftAtItsTime() {
    wheel();
    allocate("car", 1, desk.now + 10, "u", "v", "w");
    assertThat(draw("v", 1)).containsExactly("car");
    assertThat(desk.pool("car").available()).isZero();
    desk.tick(desk.now + 9);
    assertThat(desk.pool("car").available()).isZero();
    desk.tick(desk.now + 1);
    assertThat(desk.pool("car").available()).isEqualTo(2);
    assertThat(draw("u", 3)).isEmpty();
  }

  @Test
  void shouldSetAsideOnlyWhatIsFreeAndOnlyOnce() {
    wheel();
    Reply.Refused refused = (Reply.Refused) allocate("car", 2, desk.now + 10, "u", "v");
    assertThat(refused.refusal().code()).isEqualTo("insufficient");
    assertThat(refused.shortfalls()).containsExactly(new Reply.Shortfall("car", 4, 3));
    Allocate once = new Allocate("c", "once", "car", List.of("u"), 3, desk.now + 10);
    Reply first = desk.ask(once);
    assertThat(desk.ask(once)).isEqualTo(first);
    assertThat(desk.pool("car").available()).isZero();
    assertThat(Desk.code(desk.ask(new Allocate("c", "once", "pen", List.of("u"), 1, desk.now + 9))))
        .isEqualTo("key-reused");
    assertThat(Desk.code(allocate("car", 1, desk.now, "u"))).isEqualTo("malformed");
    assertThat(Desk.code(allocate("bus", 1, desk.now + 9, "u"))).isEqualTo("malformed");
    desk.ask(new Command.Steer("c", Command.Move.CLOSE));
    assertThat(Desk.code(allocate("pen", 1, desk.now + 9, "u"))).isEqualTo("ended");
  }

  @Test
  void shouldTellTheOddsThatAUserHas() {
    open(
        5,
        new WhenGone.Redraw(),
        List.of(new Tier(3, 0, List.of(new Share("pen", 9)))),
        new Prize("car", "", 1, 3, new PrizeRules(0, 1, true, 2, 0)),
        new Prize("pen", "", 4, 10, new PrizeRules(0, 0, true, 0, 0)),
        new Prize("gone", "", 90, 0));
    LotteryReply.Odds fresh = odds(null);
    assertThat(fresh.draw()).isEqualTo(1);
    assertThat(fresh.prizes())
        .containsExactly(
            new Chance("car", 0, 0), new Chance("pen", 4, 0), new Chance("gone", 0, 0));
    assertThat(List.of(fresh.miss(), fresh.denominator())).containsExactly(5L, 9L);
    draw("u", 2);
    LotteryReply.Odds third = odds("u");
    assertThat(third.draw()).isEqualTo(3);
    assertThat(third.prizes().getFirst().numerator()).isEqualTo(1);
    assertThat(List.of(third.miss(), third.denominator())).containsExactly(0L, 10L);
    allocate("car", 1, desk.now + 10, "u");
    LotteryReply.Odds allocated = odds("u");
    assertThat(allocated.prizes().getFirst()).isEqualTo(new Chance("car", 1, 1));
    assertThat(List.of(allocated.miss(), allocated.denominator())).containsExactly(0L, 1L);
  }

  @Test
  void shouldTellTheOddsOfFallbacksAndGuarantees() {
    open(
        1,
        new WhenGone.Fallback("pen"),
        List.of(),
        new Prize("gone", "", 6, 0),
        new Prize("pen", "", 2, 10),
        new Prize("sure", "", 0, 5, new PrizeRules(0, 0, true, 0, 1)));
    LotteryReply.Odds odds = odds("u");
    assertThat(odds.prizes())
        .containsExactly(
            new Chance("gone", 0, 0), new Chance("pen", 8, 0), new Chance("sure", 1, 0));
    assertThat(List.of(odds.miss(), odds.denominator())).containsExactly(0L, 9L);
  }
}
