package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.Grant.Worth;
import dev.manna.core.Query;
import dev.manna.core.RainPlan;
import dev.manna.core.RainPlan.Good;
import dev.manna.core.RainPlan.Round;
import dev.manna.core.RainPlan.Units;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Goods, rounds, packets that return, and amounts that are alike at every position. */
class RainPlanTest {
  private static final Split FAIR = new Split.PositionFair(1, 1_000);

  private Desk desk = new Desk();
  private int user;

  @AfterEach
  void shouldReplayToTheSameState() {
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  private void open(RedPacket rain) {
    assertThat(Desk.code(desk.define("c", rain))).isNull();
  }

  private static RedPacket rain(long cents, long packets, Split split, RainPlan plan) {
    return new RedPacket(Terms.open(""), "CNY", cents, packets, split, RedPacket.ALWAYS, plan);
  }

  private Reply snatch() {
    return desk.snatch("u" + user++, "k");
  }

  private List<Grant> drain() {
    List<Grant> grants = new ArrayList<>();
    Reply reply = snatch();
    while (reply instanceof Reply.Claimed claimed) {
      grants.addAll(claimed.grants());
      reply = snatch();
    }
    return grants;
  }

  private static long cents(Grant grant) {
    return grant.worth() instanceof Worth.Amount(long cents, String currency) ? cents : 0;
  }

  private static long cents(List<? extends Grant> grants) {
    return grants.stream().mapToLong(RainPlanTest::cents).sum();
  }

  private @Nullable String edit(Change change) {
    return Desk.code(desk.ask(new Command.Adjust("c", null, change)));
  }

  private @Nullable String edit(RedPacket rain, long version) {
    return Desk.code(desk.ask(new Command.Define("c", rain, version)));
  }

  @Test
  void shouldGiveTheWholeBudgetInBlocks() {
    open(rain(20_000, 200, FAIR, RainPlan.NONE));
    List<Grant> grants = drain();
    assertThat(grants).hasSize(200).allMatch(each -> cents(each) >= 1 && cents(each) <= 1_000);
    assertThat(cents(grants)).isEqualTo(20_000);
  }

  @Test
  void shouldStayExactWhenTheBudgetIsEditedWithinABlock() {
    open(rain(20_000, 200, FAIR, RainPlan.NONE));
    long out = 0;
    for (int i = 0; i < 10; i++) {
      out += cents(((Reply.Claimed) snatch()).grants());
    }
    assertThat(edit(new Change.Budget(-out, 0))).isNull();
    assertThat(edit(new Change.Budget(-20_000, 0))).isEqualTo("below-given");
    assertThat(edit(rain(25_000, 210, new Split.PositionFair(5, 400), RainPlan.NONE), 1)).isNull();
    List<Grant> rest = drain();
    assertThat(rest).hasSize(200).allMatch(each -> cents(each) >= 5 && cents(each) <= 400);
    assertThat(out + cents(rest)).isEqualTo(25_000 - out);
  }

  @Test
  void shouldTakeBackWhatIsNotOpenedInTime() {
    open(rain(1_000, 10, FAIR, RainPlan.NONE.opened(60_000, 0)));
    Reply first = snatch();
    List<Grant> rest = drain();
    assertThat(((Reply.Claimed) first).grants().getFirst().expiresAtMillis())
        .isEqualTo(desk.now + 60_000);
    assertThat(Desk.code(snatch())).isEqualTo("all-held");
    assertThat(Desk.code(desk.settle(1, Settlement.OPEN))).isNull();
    desk.tick(desk.now + 59_999);
    assertThat(desk.pool("packet").available()).isZero();
    desk.tick(desk.now + 1);
    assertThat(desk.pool("packet").available()).isEqualTo(9);
    assertThat(desk.pool("budget").available()).isEqualTo(cents(rest));
    assertThat(Desk.code(desk.settle(2, Settlement.OPEN))).isEqualTo("already-returned");
    assertThat(desk.snatch("u0", "k")).isEqualTo(first);
    List<Grant> again = drain();
    assertThat(again).hasSize(9);
    assertThat(cents(again)).isEqualTo(cents(rest));
  }

  @Test
  void shouldTakeBackAllAtASetMoment() {
    RainPlan plan = RainPlan.NONE.opened(0, 5_000_000);
    Terms terms = Terms.open("").within(0, 5_000_000);
    open(new RedPacket(terms, "CNY", 1_000, 10, new Split.Even(), RedPacket.ALWAYS, plan));
    drain();
    desk.settle(3, Settlement.OPEN);
    desk.tick(5_000_000);
    assertThat(desk.pool("packet")).isEqualTo(new Reply.Pool("packet", "packets", 10, 9, 0, 1));
    assertThat(Desk.code(snatch())).isEqualTo("ended");
  }

  /** What came back under other bounds cannot be given within them: the one in the way gives in. */
  @Test
  void shouldGiveBackIntoAPoolOfOtherBoundsToTheCent() {
    for (boolean fair : new boolean[] {true, false}) {
      assertThat(afterReturn(fair, 100, 290, 29, 1, 142)).isEqualTo(332);
      assertThat(afterReturn(fair, 1, 100, 20, 10, -18)).isEqualTo(81);
    }
  }

  /** Two of ten packets are out, the bounds are edited, the budget is too, and one comes back. */
  private long afterReturn(boolean fair, long each, long cents, long max, long min, long more) {
    desk = new Desk();
    RainPlan plan = RainPlan.NONE.opened(1_000, 0);
    open(rain(10 * each, 10, bounded(fair, each, each), plan));
    snatch();
    snatch();
    assertThat(edit(rain(cents, 10, bounded(fair, min, max), plan), 1)).isNull();
    assertThat(edit(new Change.Budget(more, 0))).isNull();
    desk.settle(2, Settlement.OPEN);
    desk.tick(desk.now + 1_000);
    List<Grant> rest = drain();
    assertThat(rest).hasSize(9);
    return cents(rest);
  }

  private static Split bounded(boolean fair, long min, long max) {
    return fair ? new Split.PositionFair(min, max) : new Split.DoubleMean(min, max);
  }

  @Test
  void shouldGiveGoodsInTheirRatio() {
    RainPlan plan =
        RainPlan.NONE.with(
            250_000, List.of(new Good("mug", "A mug", 600), new Good("pen", "", 400)));
    open(rain(300_000, 3_000, new Split.Even(), plan));
    List<Grant> grants = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      grants.addAll(((Reply.Claimed) snatch()).grants());
    }
    long mugs = grants.stream().filter(each -> each.item().equals("mug")).count();
    long pens = grants.stream().filter(each -> each.item().equals("pen")).count();
    // A quarter of 2,000, and of those three of five: four standard deviations are 78 and 68.
    assertThat(mugs + pens).isBetween(422L, 578L);
    assertThat(mugs).isBetween(232L, 368L);
    grants.addAll(drain());
    assertThat(grants).hasSize(4_000);
    assertThat(cents(grants)).isEqualTo(300_000);
    assertThat(desk.pool("mug")).isEqualTo(new Reply.Pool("mug", "units", 600, 0, 600, 0));
  }

  @Test
  void shouldGiveTheOneWhenTheOtherIsOut() {
    RainPlan plan = RainPlan.NONE.with(500_000, List.of(new Good("mug", "", 1)));
    open(rain(100, 1, new Split.Even(), plan));
    List<Grant> both = drain();
    assertThat(both).hasSize(2);
    assertThat(both.stream().map(Grant::item)).containsExactlyInAnyOrder("mug", "packet");
    assertThat(Desk.code(desk.settle(1, Settlement.OPEN))).isNull();
    assertThat(Desk.code(desk.settle(2, Settlement.OPEN))).isNull();
    assertThat(desk.pool("mug").given()).isEqualTo(1);
    assertThat(edit(new Change.Stock("mug", 2))).isNull();
    assertThat(edit(new Change.Stock("packet", 2))).isEqualTo("malformed");
    assertThat(drain()).hasSize(2).allMatch(each -> each.worth().equals(new Worth.Quantity(1)));
    assertThat(edit(new Change.Stock("mug", -1))).isEqualTo("below-given");
  }

  private static Round round(long start, long end, long cents, long packets, long mugs) {
    return new Round(start, end, cents, packets, List.of(new Units("mug", mugs)));
  }

  private static RedPacket threeRounds(boolean carryOver) {
    RainPlan plan =
        RainPlan.NONE
            .with(100_000, List.of(new Good("mug", "", 6)))
            .in(
                List.of(
                    round(2_000_000, 2_100_000, 1_000, 10, 1),
                    round(2_200_000, 2_300_000, 2_000, 20, 2),
                    round(2_300_000, 2_400_000, 3_000, 30, 3)),
                carryOver);
    return rain(6_000, 60, FAIR, plan);
  }

  @Test
  void shouldRainInRoundsOnly() {
    open(threeRounds(false));
    Reply.Refused early = (Reply.Refused) snatch();
    assertThat(early.refusal().code()).isEqualTo("not-started");
    assertThat(early.retryAfterMillis()).isEqualTo(1_000_000);
    desk.now = 2_100_000;
    Reply.Refused between = (Reply.Refused) snatch();
    assertThat(between.refusal().code()).isEqualTo("not-started");
    assertThat(between.retryAfterMillis()).isEqualTo(100_000);
    desk.now = 2_299_999;
    assertThat(drain()).hasSize(22).satisfies(all -> assertThat(cents(all)).isEqualTo(2_000));
    Reply.Refused empty = (Reply.Refused) snatch();
    assertThat(empty.refusal().code()).isEqualTo("sold-out");
    assertThat(empty.retryAfterMillis()).isEqualTo(1);
    desk.now = 2_300_000;
    assertThat(drain()).hasSize(33).satisfies(all -> assertThat(cents(all)).isEqualTo(3_000));
    desk.now = 2_400_000;
    assertThat(Desk.code(snatch())).isEqualTo("ended");
    assertThat(desk.pool("budget").available()).isEqualTo(1_000);
  }

  @Test
  void shouldCarryOverWhatARoundLeaves() {
    open(threeRounds(true));
    desk.now = 2_000_000;
    long first = 0;
    for (int i = 0; i < 4; i++) {
      first += cents(((Reply.Claimed) snatch()).grants());
    }
    desk.now = 2_300_000;
    List<Grant> rest = drain();
    assertThat(rest).hasSize(62);
    assertThat(first + cents(rest)).isEqualTo(6_000);
    desk.now = 2_399_999;
    assertThat(Desk.code(snatch())).isEqualTo("sold-out");
  }

  @Test
  void shouldReturnIntoTheRoundItCameFrom() {
    for (boolean carryOver : new boolean[] {false, true}) {
      String id = "r" + carryOver;
      RedPacket rain = threeRounds(carryOver);
      desk.now = 2_000_000;
      desk.ask(new Command.Define(id, rain.with(rain.plan().opened(150_000, 0)), 0));
      for (int i = 0; i < 11; i++) {
        desk.ask(new Command.Snatch(id, "a" + i, "k"));
      }
      desk.tick(2_250_000);
      int got = 0;
      while (desk.ask(new Command.Snatch(id, "b" + got, "k")) instanceof Reply.Claimed) {
        got++;
      }
      assertThat(got).isEqualTo(carryOver ? 33 : 22);
      desk = new Desk();
    }
  }

  @Test
  void shouldEditRoundByRound() {
    open(threeRounds(true));
    desk.now = 2_000_000;
    assertThat(drain()).hasSize(11);
    assertThat(edit(new Change.Budget(100, 1))).isEqualTo("malformed");
    assertThat(edit(new Change.InRound(4, new Change.Budget(100, 1)))).isEqualTo("malformed");
    assertThat(edit(new Change.InRound(1, new Change.Budget(-1, 0)))).isEqualTo("below-given");
    assertThat(edit(new Change.InRound(1, new Change.Budget(5, 0)))).isEqualTo("malformed");
    assertThat(edit(new Change.InRound(1, new Change.Budget(5, 1)))).isNull();
    assertThat(edit(new Change.InRound(2, new Change.Budget(-1_500, -15)))).isNull();
    assertThat(edit(new Change.InRound(3, new Change.Stock("mug", -4)))).isEqualTo("below-given");
    assertThat(edit(new Change.InRound(3, new Change.Stock("mug", 4)))).isNull();
    assertThat(cents(drain())).isEqualTo(5);
    desk.now = 2_200_000;
    List<Grant> second = drain();
    assertThat(second).hasSize(7);
    assertThat(cents(second)).isEqualTo(500);
    desk.now = 2_300_000;
    assertThat(drain()).hasSize(37).satisfies(all -> assertThat(cents(all)).isEqualTo(3_000));
  }

  @Test
  void shouldKeepTheTimeOfARoundThatBegan() {
    RedPacket before = threeRounds(false);
    open(before);
    desk.now = 2_200_000;
    snatch();
    List<Round> rounds = before.plan().rounds();
    Round moved = round(2_250_000, 2_300_000, 2_000, 20, 2);
    List<Round> later = List.of(rounds.get(0), moved, rounds.get(2));
    assertThat(edit(before.with(before.plan().in(later, false)), 1)).isEqualTo("malformed");
    assertThat(edit(before.with(before.plan().in(rounds, true)), 1)).isEqualTo("malformed");
    assertThat(edit(rain(3_000, 30, FAIR, RainPlan.NONE), 1)).isEqualTo("malformed");
    Round shorter = round(2_200_000, 2_250_000, 2_000, 20, 2);
    Round fourth = new Round(2_500_000, 2_600_000, 700, 7, List.of());
    List<Round> four = List.of(rounds.get(0), shorter, rounds.get(2), fourth);
    RedPacket after = rain(6_700, 67, FAIR, before.plan().in(four, false));
    assertThat(edit(after, 1)).isNull();
    desk.now = 2_250_000;
    assertThat(Desk.code(snatch())).isEqualTo("not-started");
    desk.now = 2_500_000;
    assertThat(drain()).hasSize(7).satisfies(all -> assertThat(cents(all)).isEqualTo(700));
  }

  @Test
  void shouldShowGoodsInTheWalletWithoutABalance() {
    open(rain(100, 1, new Split.Even(), RainPlan.NONE.with(1, List.of(new Good("mug", "", 1)))));
    desk.snatch("u", "1");
    desk.snatch("u", "2");
    desk.settle(1, Settlement.OPEN);
    desk.settle(2, Settlement.OPEN);
    Reply.Wallet wallet = (Reply.Wallet) desk.ask(new Query.OfWallet("u", Long.MAX_VALUE, 10));
    assertThat(wallet.packets()).hasSize(2);
    assertThat(wallet.balances()).containsExactly(Map.entry("CNY", 100L));
  }
}
