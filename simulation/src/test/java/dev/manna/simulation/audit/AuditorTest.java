package dev.manna.simulation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Campaign;
import dev.manna.core.Claimant;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Event;
import dev.manna.core.Event.Ending;
import dev.manna.core.Event.Taken;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Denomination;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each promise, broken once: the auditor must see it, and must name no other. */
class AuditorTest {
  private static final long NOON = Instant.parse("2027-03-04T12:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;

  private final Auditor auditor = new Auditor();
  private long position;
  private long now = NOON;

  AuditorTest() {
    take(new Event.Founded(1, 2));
  }

  private void take(Event event) {
    auditor.accept(++position, now, event);
  }

  private void define(Campaign definition) {
    take(new Event.Defined("c", 1, definition));
  }

  private static Terms limited(int perUser, int perDay, long cooldownMillis) {
    return Terms.open("").with(new Limits(perUser, perDay, cooldownMillis));
  }

  private static Sale sale(Terms terms, long a, long b) {
    return new Sale(terms, List.of(new Sku("a", "", a), new Sku("b", "", b)));
  }

  private static RedPacket rain(long cents, long packets, Split split) {
    return new RedPacket(Terms.open(""), "CNY", cents, packets, split, RedPacket.ALWAYS);
  }

  private static Claimant by(String user, String key) {
    return new Claimant(user, key, 0, 0, 0);
  }

  private void order(String user, String key, boolean newDay, long holdMillis, Taken... taken) {
    long expiresAt = holdMillis == 0 ? 0 : now + holdMillis;
    take(new Event.Deducted(0, by(user, key), 7, newDay, List.of(taken), expiresAt));
  }

  private void order(String user, long units) {
    order(user, "k", true, 0, new Taken(0, units));
  }

  private void snatch(String user, long cents) {
    take(new Event.Snatched(0, by(user, "k"), 7, true, cents, 0));
  }

  private void draw(String user, int draws, Integer... prizes) {
    List<Integer> outcomes = new ArrayList<>(List.of(prizes));
    outcomes.addAll(Collections.nCopies(draws - prizes.length, Event.Drawn.MISS));
    take(new Event.Drawn(0, new Event.Use(by(user, "k"), 7, true), outcomes));
  }

  private void settle(int claim, Ending ending) {
    take(new Event.Settled(0, claim, ending));
  }

  private void expectBroken(Promise... promises) {
    assertThat(auditor.invariants())
        .filteredOn(invariant -> !invariant.held())
        .extracting(Invariant::name)
        .containsExactlyInAnyOrder(
            List.of(promises).stream().map(Promise::title).toArray(String[]::new));
    assertThat(auditor.ok()).isEqualTo(promises.length == 0);
  }

  @Test
  void shouldFindNothingInALawfulLog() {
    define(sale(limited(3, 2, 1_000), 10, 5));
    order("u", "k1", true, HOUR, new Taken(0, 4), new Taken(1, 5));
    now += 1_000;
    order("u", "k2", false, 2 * HOUR, new Taken(0, 6));
    settle(0, Ending.CONFIRMED);
    now += 2 * HOUR;
    settle(1, Ending.EXPIRED);
    now += 24 * HOUR;
    order("u", "k3", true, 0, new Taken(0, 6));
    take(new Event.Adjusted(0, by("", "op"), 1, new Change.Stock("b", 3)));
    take(new Event.Defined("c", 2, sale(limited(3, 2, 1_000), 12, 5)));
    take(new Event.Steered(0, Move.CLOSE));
    expectBroken();
    assertThat(auditor.totals())
        .containsExactly(
            new Totals(
                "c",
                "sale",
                3,
                3,
                0,
                List.of(
                    new Totals.Item("a", "units", 12, 2, 0, 10, 6),
                    new Totals.Item("b", "units", 8, 3, 0, 5, 0))));
  }

  @Test
  void shouldSeeAGap() {
    position++;
    define(sale(Terms.open(""), 1, 1));
    expectBroken(Promise.GAP_FREE);
  }

  @Test
  void shouldSeeTimeGoingBack() {
    now--;
    define(sale(Terms.open(""), 1, 1));
    expectBroken(Promise.TIME_FORWARD);
  }

  @Test
  void shouldSeeWhatRefersToNothing() {
    take(new Event.Steered(0, Move.PAUSE));
    expectBroken(Promise.KNOWN);
  }

  @Test
  void shouldSeeASkippedVersion() {
    define(sale(Terms.open(""), 1, 1));
    take(new Event.Defined("c", 3, sale(Terms.open(""), 2, 2)));
    expectBroken(Promise.VERSIONS);
  }

  @Test
  void shouldSeeAnotherKindUnderAName() {
    define(rain(100, 10, new Split.Even()));
    take(new Event.Defined("c", 2, rain(100, 10, new Split.DoubleMean(1, 90))));
    expectBroken(Promise.VERSIONS);
  }

  @Test
  void shouldSeeThatMoreWasSoldThanThereIs() {
    define(sale(Terms.open(""), 3, 1));
    order("u", 2);
    order("v", 2);
    expectBroken(Promise.NEVER_OVERSOLD, Promise.WHOLE_ORDERS);
  }

  @Test
  void shouldSeeAnEditBelowWhatIsGiven() {
    define(sale(Terms.open(""), 3, 1));
    order("u", 2);
    take(new Event.Adjusted(0, null, 1, new Change.Stock("a", -2)));
    expectBroken(Promise.NEVER_OVERSOLD);
  }

  @Test
  void shouldSeeASecondEffectUnderAKey() {
    define(sale(Terms.open(""), 3, 1));
    order("u", 1);
    order("u", "k", false, 0, new Taken(0, 1));
    expectBroken(Promise.ONE_EFFECT);
  }

  @Test
  void shouldSeeAUserBeyondTheLimit() {
    define(sale(limited(1, 0, 0), 3, 1));
    order("u", "k1", true, 0, new Taken(0, 1));
    order("u", "k2", false, 0, new Taken(0, 1));
    expectBroken(Promise.USER_LIMIT);
  }

  @Test
  void shouldCountDaysInTheCampaignsZone() {
    Terms terms = new Terms("", 0, Terms.FOREVER, "Asia/Shanghai", new Limits(0, 1, 0));
    define(sale(terms, 3, 1));
    order("u", "k1", true, 0, new Taken(0, 1));
    now += 4 * HOUR;
    order("u", "k2", true, 0, new Taken(0, 1));
    expectBroken();
    now += HOUR;
    order("u", "k3", false, 0, new Taken(0, 1));
    expectBroken(Promise.DAY_LIMIT);
  }

  @Test
  void shouldSeeAWrongDayMark() {
    define(sale(Terms.open(""), 3, 1));
    order("u", "k1", false, 0, new Taken(0, 1));
    expectBroken(Promise.DAY_LIMIT);
  }

  @Test
  void shouldSeeAClaimWithinTheCooldownOfAMiss() {
    Lottery lottery =
        new Lottery(
            limited(0, 0, 1_000), 9, List.of(new Prize("a", "", 1, 5)), new WhenGone.Redraw());
    define(lottery);
    draw("u", 1);
    now += 999;
    take(new Event.Drawn(0, new Event.Use(by("u", "k2"), 7, false), List.of(0)));
    expectBroken(Promise.COOLDOWN);
  }

  @Test
  void shouldSeeGrantsOutsideTheWindow() {
    define(sale(Terms.open("").within(NOON + 1, NOON + 2), 3, 1));
    order("u", 1);
    expectBroken(Promise.WINDOW);
  }

  @Test
  void shouldSeeGrantsOfAPausedCampaign() {
    define(sale(Terms.open(""), 3, 1));
    take(new Event.Steered(0, Move.PAUSE));
    order("u", 1);
    expectBroken(Promise.WINDOW);
  }

  @Test
  void shouldSeeTooManyDraws() {
    List<Prize> prizes = List.of(new Prize("a", "", 1, 5));
    define(new Lottery(Terms.open(""), 9, prizes, new WhenGone.Redraw()));
    draw("u", 101, 0);
    expectBroken(Promise.DRAWS);
  }

  @Test
  void shouldSeeAMissWhereEachDrawWins() {
    List<Prize> prizes = List.of(new Prize("a", "", 1, 5), new Prize("b", "", 0, 5));
    define(new Lottery(Terms.open(""), 0, prizes, new WhenGone.Fallback("b")));
    draw("u", 6, 0, 0, 0, 0, 0, 1);
    expectBroken();
    draw("v", 2, 1);
    expectBroken(Promise.DRAWS);
  }

  @Test
  void shouldSeeAFallbackBeforeAnythingIsGone() {
    List<Prize> prizes = List.of(new Prize("a", "", 1, 5), new Prize("b", "", 0, 5));
    define(new Lottery(Terms.open(""), 0, prizes, new WhenGone.Fallback("b")));
    draw("u", 1, 1);
    expectBroken(Promise.DRAWS);
  }

  @Test
  void shouldSeeALostCent() {
    define(rain(100, 2, new Split.DoubleMean(1, 90)));
    snatch("u", 40);
    snatch("v", 59);
    expectBroken(Promise.SPLIT);
  }

  @Test
  void shouldSeeAPacketThatLeavesTooLittle() {
    define(rain(100, 3, new Split.DoubleMean(30, 50)));
    snatch("u", 41);
    expectBroken(Promise.SPLIT);
  }

  @Test
  void shouldSeeAnUnevenPacket() {
    define(rain(100, 3, new Split.Even()));
    snatch("u", 35);
    expectBroken(Promise.SPLIT);
  }

  @Test
  void shouldSeeAnAmountThatIsNoDenomination() {
    define(rain(30, 2, new Split.Fixed(List.of(new Denomination(15, 2)))));
    take(new Event.Snatched(0, by("u", "k"), 7, true, 14, 1));
    expectBroken(Promise.SPLIT);
  }

  @Test
  void shouldSeeAnOrderThatNamesASkuTwice() {
    define(sale(Terms.open(""), 3, 1));
    order("u", "k", true, 0, new Taken(0, 1), new Taken(0, 1));
    expectBroken(Promise.WHOLE_ORDERS);
  }

  @Test
  void shouldSeeAHoldThatEndsTwice() {
    define(sale(Terms.open(""), 3, 1));
    order("u", "k", true, HOUR, new Taken(0, 1));
    settle(0, Ending.CANCELLED);
    settle(0, Ending.CONFIRMED);
    expectBroken(Promise.HOLDS);
  }

  @Test
  void shouldSeeAHoldThatExpiresTooSoon() {
    define(sale(Terms.open(""), 3, 1));
    order("u", "k", true, HOUR, new Taken(0, 1));
    now += HOUR - 1;
    settle(0, Ending.EXPIRED);
    expectBroken(Promise.HOLDS);
  }

  @Test
  void shouldSeeAHoldThatOutlivesItsTime() {
    define(sale(Terms.open(""), 3, 1));
    order("u", "k", true, HOUR, new Taken(0, 1));
    now += HOUR;
    take(new Event.Steered(0, Move.PAUSE));
    expectBroken(Promise.HOLDS);
  }

  @Test
  void shouldSeeAPacketConfirmed() {
    define(rain(100, 2, new Split.Even()));
    snatch("u", 50);
    settle(0, Ending.CONFIRMED);
    expectBroken(Promise.HOLDS);
  }

  @Test
  void shouldSeeWhatWasAcknowledgedAndIsLost() {
    define(sale(Terms.open(""), 3, 1));
    order("u", 1);
    auditor.acknowledged(new Reply.Claimed("c", "v", "k", 1, List.of(), 4));
    expectBroken(Promise.KEPT);
  }

  @Test
  void shouldSeeAReplyThatDiffersFromTheLog() {
    define(sale(Terms.open(""), 3, 1));
    order("u", "k", true, HOUR, new Taken(1, 1));
    GrantId id = new GrantId("c", 1);
    Grant.Worth one = new Grant.Worth.Quantity(1);
    Grant held = new Grant(id, "b", one, Grant.State.HELD, now + HOUR, 3);
    auditor.acknowledged(new Reply.Claimed("c", "u", "k", 1, List.of(held), 3));
    expectBroken();
    Grant given = new Grant(id, "b", one, Grant.State.GIVEN, 0, 3);
    auditor.acknowledged(new Reply.Claimed("c", "u", "k", 1, List.of(given), 3));
    expectBroken(Promise.SAME_REPLY);
  }
}
