package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.Limits;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of a sale, each as a small story. */
class SaleRulesTest {
  private final Desk desk = new Desk();

  private void open(Terms terms, int a, int b) {
    desk.define("c", new Sale(terms, List.of(new Sku("a", "A", a), new Sku("b", "B", b))));
  }

  private void open(int a, int b) {
    open(Terms.open("sale"), a, b);
  }

  @Test
  void shouldGiveAtOnceWithoutHold() {
    open(10, 5);
    Reply.Claimed reply = (Reply.Claimed) desk.order("u", "k", 0, "a", 3, "b", 1);
    assertThat(reply.grants()).hasSize(2);
    assertThat(reply.grants().getFirst().state()).isEqualTo(Grant.State.GIVEN);
    assertThat(desk.pool("a")).isEqualTo(new Reply.Pool("a", "units", 10, 7, 0, 3));
    assertThat(desk.pool("b")).isEqualTo(new Reply.Pool("b", "units", 5, 4, 0, 1));
  }

  @Test
  void shouldTakeAllLinesOrNone() {
    open(10, 1);
    Reply.Refused reply = (Reply.Refused) desk.order("u", "k", 0, "a", 3, "b", 2);
    assertThat(reply.refusal()).isEqualTo(Refusal.INSUFFICIENT);
    assertThat(reply.shortfalls()).containsExactly(new Reply.Shortfall("b", 2, 1));
    assertThat(desk.pool("a").available()).isEqualTo(10);
    assertThat(desk.pool("b").available()).isEqualTo(1);
  }

  @Test
  void shouldAddUpLinesOfOneSku() {
    open(5, 5);
    assertThat(Desk.code(desk.order("u", "k1", 0, "a", 3, "b", 1, "a", 3)))
        .isEqualTo("insufficient");
    Reply.Claimed reply = (Reply.Claimed) desk.order("u", "k2", 0, "a", 3, "b", 1, "a", 2);
    assertThat(reply.grants())
        .extracting(grant -> grant.item() + grant.worth())
        .containsExactly("aQuantity[units=5]", "bQuantity[units=1]");
  }

  @Test
  void shouldTellSoldOutFromHeldFromShort() {
    open(2, 5);
    desk.order("u1", "k", 60_000, "a", 2);
    assertThat(Desk.code(desk.order("u2", "k", 0, "a", 1))).isEqualTo("all-held");
    desk.settle(1, Settlement.CONFIRM);
    assertThat(Desk.code(desk.order("u2", "k", 0, "a", 1))).isEqualTo("sold-out");
    assertThat(Desk.code(desk.order("u2", "k", 0, "a", 1, "b", 1))).isEqualTo("insufficient");
  }

  @Test
  void shouldHoldUntilTheMillisecond() {
    open(1, 0);
    Reply.Claimed held = (Reply.Claimed) desk.order("u1", "k", 5_000, "a", 1);
    long expiresAt = held.grants().getFirst().expiresAtMillis();
    assertThat(expiresAt).isEqualTo(desk.now + 5_000);
    desk.now = expiresAt - 1;
    assertThat(Desk.code(desk.order("u2", "k", 0, "a", 1))).isEqualTo("all-held");
    desk.now = expiresAt;
    assertThat(desk.order("u2", "k", 0, "a", 1)).isInstanceOf(Reply.Claimed.class);
    assertThat(Desk.code(desk.settle(1, Settlement.CONFIRM))).isEqualTo("sold-out");
  }

  @Test
  void shouldEndTheHoldOfAClaimAsAWholeAndOnce() {
    open(5, 5);
    desk.order("u", "k", 60_000, "a", 2, "b", 3);
    Reply.Granted confirmed = (Reply.Granted) desk.settle(2, Settlement.CONFIRM);
    assertThat(confirmed.grant().item()).isEqualTo("b");
    assertThat(confirmed.claim()).allMatch(grant -> grant.state() == Grant.State.GIVEN);
    assertThat(desk.settle(2, Settlement.CONFIRM)).isEqualTo(confirmed);
    assertThat(Desk.code(desk.settle(1, Settlement.CANCEL))).isEqualTo("already-given");
    assertThat(desk.pool("a")).isEqualTo(new Reply.Pool("a", "units", 5, 3, 0, 2));
  }

  @Test
  void shouldPutBackWhatIsCancelled() {
    open(5, 5);
    desk.order("u", "k", 60_000, "a", 2, "b", 3);
    Reply cancelled = desk.settle(1, Settlement.CANCEL);
    assertThat(desk.settle(1, Settlement.CANCEL)).isEqualTo(cancelled);
    assertThat(Desk.code(desk.settle(1, Settlement.CONFIRM))).isEqualTo("already-returned");
    assertThat(desk.pool("b").available()).isEqualTo(5);
    desk.tick(desk.now + 100_000);
    assertThat(desk.pool("b").available()).isEqualTo(5);
  }

  @Test
  void shouldGiveTheFirstReplyAgainWhateverHappenedSince() {
    open(5, 5);
    Reply first = desk.order("u", "k", 60_000, "a", 2);
    desk.settle(1, Settlement.CANCEL);
    desk.ask(new Command.Steer("c", Move.CLOSE));
    assertThat(desk.order("u", "k", 60_000, "a", 2)).isEqualTo(first);
    assertThat(Desk.code(desk.order("u", "k", 60_000, "a", 1))).isEqualTo("key-reused");
    assertThat(Desk.code(desk.order("u", "k", 59_000, "a", 2))).isEqualTo("key-reused");
    assertThat(Desk.code(desk.order("u2", "k", 60_000, "a", 2))).isEqualTo("ended");
  }

  @Test
  void shouldRestockAndCorrectButNeverBelowWhatIsOut() {
    open(5, 5);
    desk.order("u", "k", 60_000, "a", 2);
    desk.order("u", "k2", 0, "a", 2);
    Change tooMuch = new Change.Stock("a", -2);
    assertThat(Desk.code(desk.ask(new Command.Adjust("c", "x", tooMuch)))).isEqualTo("below-given");
    Command once = new Command.Adjust("c", "y", new Change.Stock("a", 10));
    Reply first = desk.ask(once);
    assertThat(desk.ask(once)).isEqualTo(first);
    assertThat(desk.pool("a")).isEqualTo(new Reply.Pool("a", "units", 15, 11, 2, 2));
    assertThat(Desk.code(desk.ask(new Command.Adjust("c", "y", new Change.Stock("a", 11)))))
        .isEqualTo("key-reused");
  }

  @Test
  void shouldKeepAdjustmentsThroughANewDefinition() {
    open(5, 5);
    desk.ask(new Command.Adjust("c", null, new Change.Stock("a", 10)));
    Sale next =
        new Sale(
            Terms.open("more"),
            List.of(new Sku("b", "B", 5), new Sku("z", "Z", 1), new Sku("a", "A", 6)));
    assertThat(desk.ask(new Command.Define("c", next, 1))).isInstanceOf(Reply.Defined.class);
    assertThat(desk.pool("a").total()).isEqualTo(16);
    assertThat(desk.pool("z").total()).isEqualTo(1);
    assertThat(desk.order("u", "k", 0, "z", 1)).isInstanceOf(Reply.Claimed.class);
  }

  @Test
  void shouldCountOrdersAgainstLimits() {
    open(Terms.open("x").with(new Limits(2, 0, 0)), 50, 5);
    desk.order("u", "1", 0, "a", 20);
    desk.order("u", "2", 0, "a", 20);
    assertThat(Desk.code(desk.order("u", "3", 0, "a", 1))).isEqualTo("limit-reached");
    assertThat(Desk.code(desk.order("v", "3", 0, "a", 1))).isNull();
  }

  @Test
  void shouldRefuseWhatIsNoSkuBeforeAnythingElse() {
    open(5, 5);
    Reply.Refused reply = (Reply.Refused) desk.order("u", "k", 0, "a", 1, "nope", 1);
    assertThat(reply.refusal()).isEqualTo(Refusal.MALFORMED);
    assertThat(reply.detail()).contains("lines[1].sku", "nope");
  }

  @Test
  void shouldKeepTheTimeZoneOnceADayWasCountedInIt() {
    List<Sku> skus = List.of(new Sku("a", "", 9));
    Terms shanghai = new Terms("", 0, Terms.FOREVER, "Asia/Shanghai", Limits.NONE);
    desk.define("c", new Sale(Terms.open(""), skus));
    assertThat(desk.ask(new Command.Define("c", new Sale(shanghai, skus), 1)))
        .isInstanceOf(Reply.Defined.class);
    desk.order("u", "k", 0, "a", 1);
    assertThat(Desk.code(desk.ask(new Command.Define("c", new Sale(Terms.open(""), skus), 2))))
        .isEqualTo("malformed");
  }
}
