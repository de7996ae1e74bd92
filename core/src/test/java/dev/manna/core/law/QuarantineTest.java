package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Move;
import dev.manna.core.Grant;
import dev.manna.core.Limits;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.ProofQuery;
import dev.manna.core.Query;
import dev.manna.core.Receipt;
import dev.manna.core.Redeem;
import dev.manna.core.Reply;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleCommand;
import dev.manna.core.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a failure may have hidden: set aside, and redeemed. */
class QuarantineTest extends LostPart {
  @Test
  void shouldSetAsideWhatIsFreeAndNoMoreBeforeAnythingElse() {
    desk.define("c", mugs(8));
    desk.order("bob", "b1", 0, "mug", 3);
    open(2, 0, 9);
    assertThat(Desk.code(desk.order("bob", "b2", 0, "mug", 1))).isEqualTo("all-held");
    assertThat(quarantined("mug")).isEqualTo(5);
    assertThat(desk.wholePool("mug").available()).isZero();
    Reply edit = desk.ask(new Command.Adjust("c", "e", new Command.Change.Stock("mug", -1)));
    assertThat(Desk.code(edit)).isEqualTo("below-given");
    expectTheSameAgain();
  }

  @Test
  void shouldSetAsideTheMostOfEachItemThatIsNotNamed() {
    Sale shop =
        new Sale(
            Terms.open(""),
            List.of(new Sku("mug", "", 8), new Sku("cap", "", 8), new Sku("bag", "", 2)));
    desk.define("c", shop);
    desk.define("d", mugs(9));
    openWithMost(5, 2, 0, 3);
    desk.tick(desk.now);
    assertThat(quarantined("mug")).isEqualTo(3);
    assertThat(quarantined("cap")).isEqualTo(5);
    assertThat(quarantined("bag")).isEqualTo(2);
    assertThat(desk.machine.view().free()).containsEntry("d/mug", 4L);
    expectTheSameAgain();
  }

  /** Before anything was set aside, what was to be is not free any more. */
  @Test
  void shouldSetAsideNoMoreThanThereIsWhereTheLogFailsAgainAtOnce() {
    desk.define("c", mugs(5));
    open(2, 0, 4);
    open(3, 0, 4);
    desk.tick(desk.now);
    assertThat(quarantined("mug")).isEqualTo(5);
    assertThat(desk.wholePool("mug").available()).isZero();
    expectTheSameAgain();
  }

  /** The same of packets and their money. */
  @Test
  void shouldSetAsideNoMorePacketsThanThereAreWhereTheLogFailsAgainAtOnce() {
    desk.define("c", rain());
    open(2, 1, 8);
    open(3, 1, 8);
    desk.tick(desk.now);
    assertThat(quarantined("packet")).isEqualTo(10);
    assertThat(quarantined("budget")).isEqualTo(10_000);
    expectTheSameAgain();
  }

  /** Nobody can have got anything of it; clocks may differ by an hour. */
  @Test
  void shouldSetAsideNothingOfWhatBeginsLater() {
    List<Sku> skus = List.of(new Sku("mug", "", 8));
    Terms soon = new Terms("", desk.now + HOUR, desk.now + DAY, "UTC", Limits.NONE);
    Terms later = new Terms("", desk.now + HOUR + 1, desk.now + DAY, "UTC", Limits.NONE);
    desk.define("c", new Sale(soon, skus));
    desk.define("d", new Sale(later, skus));
    openWithMost(5, 2);
    desk.tick(desk.now);
    assertThat(desk.machine.view().free()).containsEntry("c/mug", 3L).containsEntry("d/mug", 8L);
    expectTheSameAgain();
  }

  @Test
  void shouldKeepPrizesOutOfTheOddsButForThoseWithoutEnd() {
    desk.define("c", wheel(new Prize("car", "", 1, 1), new Prize("pen", "", 1, Prize.UNLIMITED)));
    open(2, 0, 1, 1, 5);
    Reply.Claimed drawn = (Reply.Claimed) desk.draw("bob", "b1", 20);
    assertThat(drawn.grants()).extracting(Grant::item).containsOnly("pen").hasSize(20);
    assertThat(quarantined("car")).isEqualTo(1);
    assertThat(quarantined("pen")).isZero();
    expectTheSameAgain();
  }

  @Test
  void shouldSetAsideNothingOfARaffleOrADraft() {
    List<Prize> prizes = List.of(new Prize("car", "", 0, 1));
    desk.define(
        "c", new Lottery(Terms.open(""), 0, prizes, new WhenGone.Redraw(), List.of(), false, true));
    open(2, 0, 1);
    assertThat(quarantined("car")).isZero();
    assertThat(desk.machine.nextExpiryMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shouldSetAsidePacketsWithAllTheMoneyThatTheyMayHaveHeld() {
    desk.define("c", rain());
    open(2, 1, 4);
    assertThat(quarantined("packet")).isEqualTo(4);
    assertThat(quarantined("budget")).isEqualTo(8_000);
    for (int i = 0; i < 6; i++) {
      assertThat(Desk.code(desk.snatch("u" + i, "k"))).isNull();
    }
    assertThat(Desk.code(desk.snatch("u6", "k"))).isEqualTo("all-held");
    assertThat(desk.wholePool("budget").available()).isZero();
    expectTheSameAgain();
  }

  @Test
  void shouldRedeemOnceWhatAReceiptSays() {
    desk.define("c", mugs(5));
    open(2, 0, 5);
    Redeem redeem = lostMugs("a1", 2, 1);
    Reply first = desk.ask(redeem);
    assertThat(first(first).worth()).isEqualTo(new Grant.Worth.Quantity(2));
    assertThat(quarantined("mug")).isEqualTo(3);
    assertThat(desk.wholePool("mug").given()).isEqualTo(2);
    assertThat(desk.ask(redeem)).isEqualTo(first);
    assertThat(desk.ask(order("a1", 2, 0))).isEqualTo(first);
    assertThat(quarantined("mug")).isEqualTo(3);
    assertThat(Desk.code(desk.ask(lostMugs("a2", 4, 1)))).isEqualTo("insufficient");
    expectTheSameAgain();
  }

  @Test
  void shouldRedeemPacketsWithTheirMoney() {
    desk.define("c", rain());
    open(2, 1, 2);
    Command.Snatch snatch = new Command.Snatch("c", "ann", "a1");
    Reply packet = desk.ask(lost(snatch, 1, new Receipt.Line(Grant.PACKET, 1_900, 0)));
    assertThat(first(packet).worth()).isEqualTo(new Grant.Worth.Amount(1_900, "CNY"));
    assertThat(first(packet).state()).isEqualTo(Grant.State.HELD);
    assertThat(quarantined("budget")).isEqualTo(2_100);
    expectTheSameAgain();
  }

  @Test
  void shouldRedeemDrawsWithTheWinsFirst() {
    desk.define("c", wheel(new Prize("car", "", 1, 3), new Prize("pen", "", 1, Prize.UNLIMITED)));
    open(2, 0, 2);
    Command.Draw draw = new Command.Draw("c", "ann", "a1", 5);
    Receipt.Line car = new Receipt.Line("car", 1, 0);
    Reply again = desk.ask(lost(draw, 1, car, new Receipt.Line("pen", 1, 0), car));
    assertThat(((Reply.Claimed) again).uses()).isEqualTo(5);
    assertThat(((Reply.Claimed) again).grants())
        .extracting(Grant::item)
        .containsExactly("car", "pen", "car");
    assertThat(quarantined("car")).isZero();
    expectTheSameAgain();
  }

  @Test
  void shouldAnswerAsItWasWhatTheLogKnows() {
    desk.define("c", mugs(5));
    Reply first = desk.ask(order("a1", 2, 0));
    open(2, 0, 3);
    assertThat(desk.ask(lostMugs("a1", 2, 1))).isEqualTo(first);
    assertThat(quarantined("mug")).isEqualTo(3);
    assertThat(Desk.code(desk.ask(lostMugs("a1", 1, 1)))).isEqualTo("key-reused");
  }

  @Test
  void shouldSayOfAReceiptWhatTheLogKnowsAndUntilWhenItIsGood() {
    desk.define("c", mugs(5));
    Redeem redeem = lostMugs("a1", 2, 1);
    assertThat(signed(redeem)).extracting("claimedAt", "redeemUntilMillis").containsExactly(0L, 0L);
    open(2, 0, 5);
    long until = desk.now + DAY;
    assertThat(signed(redeem))
        .extracting("claimedAt", "redeemUntilMillis")
        .containsExactly(0L, until);
    Reply.Claimed again = (Reply.Claimed) desk.ask(redeem);
    assertThat(signed(redeem)).extracting("claimedAt").isEqualTo(again.position());
    desk.now = until + 1;
    assertThat(signed(redeem)).extracting("redeemUntilMillis").isEqualTo(0L);
  }

  private Reply signed(Redeem redeem) {
    return desk.ask(new ProofQuery.OfSigned(redeem.receipt()));
  }

  @Test
  void shouldRefuseReceiptsInTheLawsOrder() {
    Terms terms = Terms.open("").with(new Limits(1, 0, 0));
    desk.define("c", new Sale(terms, List.of(new Sku("mug", "", 5))));
    Redeem receipt = lostMugs("a1", 2, 1);
    Redeem others = new Redeem(order("a2", 2, 0), receipt.receipt());
    assertThat(Desk.code(desk.ask(others))).isEqualTo("wrong-receipt");
    assertThat(Desk.code(desk.ask(receipt))).isEqualTo("nothing-lost");
    open(2, 0, 3);
    assertThat(Desk.code(desk.ask(lostMugs("a1", 2, 2)))).isEqualTo("nothing-lost");
    assertThat(Desk.code(desk.ask(lostMugs("a1", 5, 1)))).isEqualTo("insufficient");
    desk.ask(order("a3", 1, 0));
    assertThat(Desk.code(desk.ask(receipt))).isEqualTo("limit-reached");
    desk.now += DAY + 1;
    assertThat(Desk.code(desk.ask(receipt))).isEqualTo("released");
    expectTheSameAgain();
  }

  @Test
  void shouldRedeemWhateverTheCampaignsStateAndWindow() {
    desk.define("c", mugs(5));
    open(2, 0, 5);
    desk.tick(desk.now);
    desk.ask(new Command.Steer("c", Move.PAUSE));
    assertThat(Desk.code(desk.ask(lostMugs("a1", 1, 1)))).isNull();
    desk.ask(new Command.Steer("c", Move.CLOSE));
    assertThat(Desk.code(desk.ask(lostMugs("a2", 1, 1)))).isNull();
    assertThat(status()).isEqualTo(Status.CLOSED);
    desk.tick(desk.now + DAY + HOUR);
    assertThat(status()).isEqualTo(Status.SETTLED);
    expectTheSameAgain();
  }

  private Status status() {
    return ((Reply.Defined) desk.ask(new Query.OfCampaign("c"))).status();
  }

  @Test
  void shouldGiveAHoldItsTimeAgain() {
    desk.define("c", mugs(5));
    open(2, 0, 5);
    Receipt.Line held = new Receipt.Line("mug", 1, desk.now + 60_000);
    Redeem redeem = lost(order("a1", 1, 60_000), 1, held);
    desk.now += HOUR;
    Grant grant = first(desk.ask(redeem));
    assertThat(grant.state()).isEqualTo(Grant.State.HELD);
    assertThat(grant.expiresAtMillis()).isEqualTo(desk.now + 60_000);
  }

  @Test
  void shouldLeaveACartAsItIs() {
    desk.define("c", mugs(5));
    desk.ask(new SaleCommand.SetCart("c", "ann", "mug", 2));
    open(2, 0, 5);
    Command.Deduct whole = new Command.Deduct("c", "ann", "a1", List.of(), 0);
    Reply again = desk.ask(lost(whole, 1, new Receipt.Line("mug", 2, 0)));
    assertThat(first(again).worth()).isEqualTo(new Grant.Worth.Quantity(2));
    assertThat(((Reply.Cart) desk.ask(new Query.OfCart("c", "ann"))).lines())
        .containsExactly(new Line("mug", 2));
  }
}
