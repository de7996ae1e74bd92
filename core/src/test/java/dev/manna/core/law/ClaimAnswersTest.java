package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryCommand;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimAnswersTest {
  private final Desk desk = new Desk();

  private Reply of(String user, String key) {
    return desk.ask(new Query.OfClaim("c", user, key));
  }

  private List<Grant.State> states(String user, String key) {
    return ((Reply.Standing) of(user, key)).grants().stream().map(Grant::state).toList();
  }

  @Test
  void shouldShowAnOrderAsItStands() {
    desk.define("c", new Sale(Terms.open(""), List.of(new Sku("a", "", 5), new Sku("b", "", 5))));
    Reply first = desk.order("u", "k", 60_000, "a", 2, "b", 1);
    Reply.Standing held = (Reply.Standing) of("u", "k");
    assertThat(held.decided()).isEqualTo(first);
    assertThat(held.grants()).isEqualTo(held.decided().grants());
    assertThat(held.kind()).isEqualTo("sale");
    desk.settle(2, Settlement.CONFIRM);
    assertThat(states("u", "k")).containsExactly(Grant.State.GIVEN, Grant.State.GIVEN);
    assertThat(((Reply.Standing) of("u", "k")).decided()).isEqualTo(first);
    desk.order("u", "l", 60_000, "a", 1);
    desk.tick(desk.now + 60_000);
    assertThat(states("u", "l")).containsExactly(Grant.State.RETURNED);
  }

  @Test
  void shouldNotKnowWhatWasRefusedOrIsNobodysClaim() {
    assertThat(Desk.code(of("u", "k"))).isEqualTo("unknown-campaign");
    desk.define("c", new Sale(Terms.open(""), List.of(new Sku("a", "", 1))));
    assertThat(Desk.code(desk.order("u", "k", 0, "a", 2))).isEqualTo("insufficient");
    assertThat(Desk.code(of("u", "k"))).isEqualTo("unknown-claim");
    desk.order("u", "l", 0, "a", 1);
    assertThat(Desk.code(of("v", "l"))).isEqualTo("unknown-claim");
  }

  @Test
  void shouldTakeNoCreditForAClaim() {
    Prize mug = new Prize("mug", "", 1, 3);
    Lottery lottery =
        new Lottery(Terms.open(""), 0, List.of(mug), new WhenGone.Redraw(), List.of(), true, false);
    desk.define("c", lottery);
    desk.ask(new LotteryCommand.Credit("c", "u", "k", "sign-in", 3));
    assertThat(Desk.code(of("u", "k"))).isEqualTo("unknown-claim");
    desk.ask(new Command.Draw("c", "u", "l", 2));
    assertThat(((Reply.Standing) of("u", "l")).decided().uses()).isEqualTo(2);
  }

  @Test
  void shouldShowWhatAnEntryHasWonOnceItIsDrawn() {
    desk.define("c", RaffleTest.raffle(Terms.open(""), false, RaffleTest.prize("mug", 1)));
    Reply first = desk.ask(new Command.Enter("c", "u", "k", 3));
    assertThat(((Reply.Standing) of("u", "k")).grants()).isEmpty();
    desk.ask(new Command.Steer("c", Command.Move.CLOSE));
    desk.tick(desk.now + 1);
    assertThat(states("u", "k")).containsExactly(Grant.State.GIVEN);
    assertThat(((Reply.Standing) of("u", "k")).decided()).isEqualTo(first);
  }
}
