package dev.manna.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Engine;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What everything that claims to be an {@link Engine} must do, whatever log it stands on and
 * whatever lies between it and its caller. Each test has campaigns of its own, so that one engine
 * may serve all of them.
 */
public abstract class EngineContract {
  private static final long HOUR = 3_600_000;
  private static final long PATIENCE_SECONDS = 30;

  /** The engine under test, ready and with threads of its own. */
  protected abstract Engine engine();

  private final String campaign = "c" + Long.toHexString(System.nanoTime());

  /** Asks and waits. */
  protected final Reply ask(Request request) {
    try {
      return engine().submit(request).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no reply to " + request, e);
    }
  }

  private void define(Campaign definition) {
    assertThat(ask(new Command.Define(campaign, definition, 0))).isInstanceOf(Reply.Defined.class);
  }

  private void sale(Limits limits, long stock) {
    List<Sku> skus = List.of(new Sku("a", "A", stock), new Sku("b", "B", stock));
    define(new Sale(Terms.open("sale").with(limits), skus));
  }

  private void sale(long stock) {
    sale(Limits.NONE, stock);
  }

  private Command.Deduct order(String user, String key, long holdMillis, Line... lines) {
    return new Command.Deduct(campaign, user, key, List.of(lines), holdMillis);
  }

  private Command.Deduct order(String user, String key) {
    return order(user, key, 0, new Line("a", 1));
  }

  private Reply.Claimed claimed(Request request) {
    Reply reply = ask(request);
    assertThat(reply).isInstanceOf(Reply.Claimed.class);
    return (Reply.Claimed) reply;
  }

  private void expectRefused(Request request, Refusal refusal) {
    assertThat(ask(request))
        .isInstanceOfSatisfying(
            Reply.Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal));
  }

  private Reply.Pool pool(String item) {
    Reply.Pools pools = (Reply.Pools) ask(new Query.OfPools(campaign, 0, Query.MAX_PAGE));
    return pools.pools().stream()
        .filter(pool -> pool.item().equals(item))
        .map(
            pool ->
                new Reply.Pool(
                    item, pool.unit(), pool.total(), pool.available(), pool.held(), pool.given()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldAnswerARepeatedClaimAlike() {
    sale(10);
    Reply.Claimed first = claimed(order("u", "k"));
    assertThat(ask(order("u", "k"))).isEqualTo(first);
    assertThat(pool("a").given()).isEqualTo(1);
  }

  @Test
  void shouldAnswerARepeatedClaimAlikeAfterItsHoldHasEnded() {
    sale(10);
    Command.Deduct order = order("u", "k", HOUR, new Line("a", 1));
    Reply.Claimed first = claimed(order);
    ask(new Command.Settle(first.grants().getFirst().id(), Settlement.CANCEL));
    assertThat(ask(order)).isEqualTo(first);
  }

  @Test
  void shouldRefuseOtherContentUnderAKey() {
    sale(10);
    claimed(order("u", "k"));
    expectRefused(order("u", "k", 0, new Line("a", 2)), Refusal.KEY_REUSED);
  }

  @Test
  void shouldLetUsersChooseTheSameKey() {
    sale(10);
    claimed(order("u", "k"));
    assertThat(claimed(order("v", "k")).user()).isEqualTo("v");
    assertThat(pool("a").given()).isEqualTo(2);
  }

  @Test
  void shouldNotUseUpTheKeyOfARefusedClaim() {
    sale(new Limits(1, 0, 0), 1);
    claimed(order("u", "k"));
    expectRefused(order("v", "k"), Refusal.SOLD_OUT);
    ask(new Command.Adjust(campaign, null, new Change.Stock("a", 1)));
    claimed(order("v", "k"));
  }

  @Test
  void shouldRefuseInTheLawsOrder() {
    expectRefused(order("u", "k"), Refusal.UNKNOWN_CAMPAIGN);
    sale(new Limits(1, 0, HOUR), 1);
    claimed(order("u", "k"));
    expectRefused(order("u", "k", 0, new Line("a", 9)), Refusal.KEY_REUSED);
    expectRefused(order("u", "k2"), Refusal.LIMIT_REACHED);
    expectRefused(order("v", "k"), Refusal.SOLD_OUT);
    ask(new Command.Steer(campaign, Move.PAUSE));
    expectRefused(order("u", "k2"), Refusal.PAUSED);
    ask(new Command.Steer(campaign, Move.CLOSE));
    expectRefused(order("u", "k2"), Refusal.ENDED);
    expectRefused(new Command.Draw(campaign, "u", "k", 1), Refusal.MALFORMED);
    expectRefused(order("u", "k2", 0, new Line("nothing", 1)), Refusal.MALFORMED);
    expectRefused(new Command.Steer(campaign, Move.RESUME), Refusal.ENDED);
  }

  @Test
  void shouldKeepToTheWindow() {
    List<Sku> skus = List.of(new Sku("a", "A", 9));
    define(new Sale(Terms.open("").within(Terms.FOREVER - HOUR, Terms.FOREVER), skus));
    expectRefused(order("u", "k"), Refusal.NOT_STARTED);
    Sale over = new Sale(Terms.open("").within(0, 1), skus);
    assertThat(ask(new Command.Define(campaign, over, 1))).isInstanceOf(Reply.Defined.class);
    expectRefused(order("u", "k"), Refusal.ENDED);
  }

  @Test
  void shouldLetUsersCoolDownWinOrLose() {
    Terms terms = Terms.open("").with(new Limits(0, 0, HOUR));
    List<Prize> never = List.of(new Prize("a", "A", 1, Prize.UNLIMITED));
    define(new Lottery(terms, Lottery.MAX_WEIGHT, never, new WhenGone.Redraw()));
    claimed(new Command.Draw(campaign, "u", "k", 1));
    Reply.Refused refused = (Reply.Refused) ask(new Command.Draw(campaign, "u", "k2", 1));
    assertThat(refused.refusal()).isEqualTo(Refusal.COOLING_DOWN);
    assertThat(refused.retryAfterMillis()).isBetween(1L, HOUR);
  }

  @Test
  void shouldCountDraws() {
    Terms terms = Terms.open("").with(new Limits(10, 8, 0));
    define(new Lottery(terms, 0, List.of(new Prize("a", "A", 1, 1_000)), new WhenGone.Redraw()));
    assertThat(claimed(new Command.Draw(campaign, "u", "k1", 5)).uses()).isEqualTo(5);
    expectRefused(new Command.Draw(campaign, "u", "k2", 4), Refusal.LIMIT_REACHED);
    assertThat(claimed(new Command.Draw(campaign, "u", "k3", 3)).grants()).hasSize(3);
    assertThat(pool("a").given()).isEqualTo(8);
  }

  @Test
  void shouldTakeAllLinesOrNone() {
    sale(5);
    Reply.Refused refused =
        (Reply.Refused) ask(order("u", "k", 0, new Line("a", 3), new Line("b", 6)));
    assertThat(refused.refusal()).isEqualTo(Refusal.INSUFFICIENT);
    assertThat(refused.shortfalls()).containsExactly(new Reply.Shortfall("b", 6, 5));
    assertThat(pool("a")).isEqualTo(new Reply.Pool("a", "units", 5, 5, 0, 0));
    Command.Deduct order = order("u", "k", 0, new Line("a", 2), new Line("b", 1), new Line("a", 3));
    assertThat(claimed(order).grants()).hasSize(2);
    assertThat(pool("a")).isEqualTo(new Reply.Pool("a", "units", 5, 0, 0, 5));
  }

  @Test
  void shouldHoldUntilTheUserDecides() {
    sale(5);
    Line all = new Line("a", 5);
    GrantId grant = claimed(order("u", "k", HOUR, all)).grants().getFirst().id();
    assertThat(pool("a")).isEqualTo(new Reply.Pool("a", "units", 5, 0, 5, 0));
    expectRefused(order("v", "k"), Refusal.ALL_HELD);
    Reply cancelled = ask(new Command.Settle(grant, Settlement.CANCEL));
    assertThat(((Reply.Granted) cancelled).grant().state()).isEqualTo(Grant.State.RETURNED);
    assertThat(ask(new Command.Settle(grant, Settlement.CANCEL))).isEqualTo(cancelled);
    expectRefused(new Command.Settle(grant, Settlement.CONFIRM), Refusal.ALREADY_RETURNED);
    GrantId other = claimed(order("v", "k", HOUR, all)).grants().getFirst().id();
    Reply confirmed = ask(new Command.Settle(other, Settlement.CONFIRM));
    assertThat(ask(new Command.Settle(other, Settlement.CONFIRM))).isEqualTo(confirmed);
    expectRefused(new Command.Settle(other, Settlement.CANCEL), Refusal.ALREADY_GIVEN);
    assertThat(pool("a")).isEqualTo(new Reply.Pool("a", "units", 5, 0, 0, 5));
  }

  @Test
  void shouldEndAHoldWhenItsTimeIsOver() throws InterruptedException {
    sale(1);
    GrantId grant = claimed(order("u", "k", 50, new Line("a", 1))).grants().getFirst().id();
    Thread.sleep(60);
    claimed(order("v", "k"));
    expectRefused(new Command.Settle(grant, Settlement.CONFIRM), Refusal.SOLD_OUT);
  }

  @Test
  void shouldGiveTheWholeBudgetOnceOpened() {
    define(
        new RedPacket(
            Terms.open(""), "CNY", 1_000, 7, new Split.DoubleMean(1, 900), RedPacket.ALWAYS));
    for (int i = 0; i < 7; i++) {
      GrantId packet = claimed(new Command.Snatch(campaign, "u" + i, "k")).grants().getFirst().id();
      Reply opened = ask(new Command.Settle(packet, Settlement.OPEN));
      assertThat(ask(new Command.Settle(packet, Settlement.OPEN))).isEqualTo(opened);
    }
    expectRefused(new Command.Snatch(campaign, "v", "k"), Refusal.SOLD_OUT);
    assertThat(pool("budget")).isEqualTo(new Reply.Pool("budget", "cents", 1_000, 0, 0, 1_000));
  }

  @Test
  void shouldShowUsersWhatTheyJustGot() {
    define(new RedPacket(Terms.open(""), "CNY", 30, 3, new Split.Even(), RedPacket.ALWAYS));
    String user = campaign + "-user";
    Reply.Claimed snatched = claimed(new Command.Snatch(campaign, user, "k"));
    Grant packet = snatched.grants().getFirst();
    Reply.Wallet wallet = (Reply.Wallet) ask(new Query.OfWallet(user, Long.MAX_VALUE, 10));
    assertThat(wallet.packets()).containsExactly(packet);
    assertThat(wallet.balances()).isEmpty();
    assertThat(wallet.position()).isGreaterThanOrEqualTo(snatched.position());
    ask(new Command.Settle(packet.id(), Settlement.OPEN));
    wallet = (Reply.Wallet) ask(new Query.OfWallet(user, Long.MAX_VALUE, 10));
    assertThat(wallet.balances()).containsOnlyKeys("CNY").containsValue(10L);
    Reply.Granted granted = (Reply.Granted) ask(new Query.OfGrant(packet.id()));
    assertThat(granted.grant()).isEqualTo(wallet.packets().getFirst());
    Reply.Standing by = (Reply.Standing) ask(new Query.OfClaim(campaign, user, "k"));
    assertThat(by).extracting("decided", "grants").containsExactly(snatched, wallet.packets());
    Reply.Grants grants = (Reply.Grants) ask(new Query.OfGrants(user, Long.MAX_VALUE, 10));
    assertThat(grants.grants()).isEqualTo(wallet.packets());
  }

  @Test
  void shouldReplaceADefinitionByItsVersion() {
    Sale small = new Sale(Terms.open("small"), List.of(new Sku("a", "A", 5)));
    Sale large = new Sale(Terms.open("large"), List.of(new Sku("a", "A", 8)));
    define(small);
    Reply.Defined second = (Reply.Defined) ask(new Command.Define(campaign, large, 1));
    assertThat(second.version()).isEqualTo(2);
    assertThat(ask(new Command.Define(campaign, large, 1))).isEqualTo(second);
    expectRefused(new Command.Define(campaign, small, 1), Refusal.VERSION_CONFLICT);
    assertThat(ask(new Query.OfCampaign(campaign))).isEqualTo(second);
    claimed(order("u", "k", 0, new Line("a", 7)));
    expectRefused(new Command.Define(campaign, small, 2), Refusal.BELOW_GIVEN);
  }

  @Test
  void shouldAdjustOnceUnderAKey() {
    sale(5);
    Command.Adjust more = new Command.Adjust(campaign, "op", new Change.Stock("a", 3));
    assertThat(ask(more)).isEqualTo(ask(more));
    Command.Adjust other = new Command.Adjust(campaign, "op", new Change.Stock("a", 4));
    expectRefused(other, Refusal.KEY_REUSED);
    assertThat(pool("a").total()).isEqualTo(8);
    claimed(order("u", "k", 0, new Line("a", 6)));
    Command.Adjust below = new Command.Adjust(campaign, null, new Change.Stock("a", -3));
    expectRefused(below, Refusal.BELOW_GIVEN);
  }

  @Test
  void shouldNotKnowWhatNeverWas() {
    expectRefused(new Query.OfCampaign(campaign), Refusal.UNKNOWN_CAMPAIGN);
    expectRefused(new Query.OfPools(campaign, 0, 1), Refusal.UNKNOWN_CAMPAIGN);
    GrantId grant = new GrantId(campaign, 1);
    expectRefused(new Query.OfGrant(grant), Refusal.UNKNOWN_GRANT);
    expectRefused(new Query.OfClaim(campaign, "u", "k"), Refusal.UNKNOWN_CAMPAIGN);
    expectRefused(new Command.Settle(grant, Settlement.OPEN), Refusal.UNKNOWN_GRANT);
    expectRefused(new Command.Steer(campaign, Move.PAUSE), Refusal.UNKNOWN_CAMPAIGN);
  }
}
