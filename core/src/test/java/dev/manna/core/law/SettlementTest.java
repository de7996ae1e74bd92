package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Move;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Event;
import dev.manna.core.GrantId;
import dev.manna.core.Leeway;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.ProofCommand;
import dev.manna.core.ProofEvent.CampaignSettled;
import dev.manna.core.ProofEvent.Closing;
import dev.manna.core.ProofQuery;
import dev.manna.core.ProofReply;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.RedPacket.Split;
import dev.manna.core.Reply;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleCommand;
import dev.manna.core.Terms;
import dev.manna.core.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettlementTest {
  private static final long END = 2_000_000;

  private final Desk desk = new Desk();

  @AfterEach
  void shouldReplayToTheSameState() {
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  private static Terms until(long end) {
    return Terms.open("").within(0, end);
  }

  private static Sale sale(long end) {
    return new Sale(until(end), List.of(new Sku("a", "", 9)), new Leeway(10_000, 3));
  }

  private static Lottery lottery(boolean raffle) {
    List<Prize> prizes = List.of(new Prize("a", "", raffle ? 0 : 1, 9));
    return new Lottery(until(END), 0, prizes, new WhenGone.Redraw(), List.of(), false, raffle);
  }

  private Status status() {
    return ((Reply.Defined) desk.ask(new Query.OfCampaign("c"))).status();
  }

  private boolean shown() {
    return ((ProofReply.Proof) desk.ask(new ProofQuery.OfProof("c"))).shown() != null;
  }

  private List<CampaignSettled> settled() {
    List<CampaignSettled> all = new ArrayList<>();
    desk.log.forEach(
        batch ->
            EventCodec.read(
                batch,
                EventCodec.Claimants.NAMES_ONLY,
                (Event event, long position) -> {
                  if (event instanceof CampaignSettled one) {
                    all.add(one);
                  }
                }));
    return all;
  }

  @Test
  void shouldSettleALotteryByItselfInTheMillisecondOfItsEnd() {
    desk.define("c", lottery(false));
    desk.draw("u", "k", 2);
    desk.tick(END - 1);
    assertThat(settled()).isEmpty();
    assertThat(shown()).isFalse();
    desk.tick(END);
    assertThat(settled()).containsExactly(new CampaignSettled(0, List.of(new Closing(9, 0, 2))));
    assertThat(status()).isEqualTo(Status.SETTLED);
    assertThat(shown()).isTrue();
  }

  @Test
  void shouldWaitForTheLastHold() {
    desk.define("c", sale(END));
    desk.order("u", "1", 5_000_000, "a", 2);
    desk.now = END - 1;
    desk.order("v", "2", 5_000, "a", 3);
    desk.tick(END);
    assertThat(status()).isEqualTo(Status.CLOSED);
    desk.tick(END + 4_999);
    assertThat(settled()).isEmpty();
    desk.settle(1, Settlement.CONFIRM);
    assertThat(settled()).containsExactly(new CampaignSettled(0, List.of(new Closing(9, 0, 2))));
  }

  @Test
  void shouldWaitForUnopenedPackets() {
    RedPacket rain = new RedPacket(until(END), "CNY", 100, 2, new Split.Even(), RedPacket.ALWAYS);
    desk.define("c", rain);
    desk.snatch("u", "1");
    desk.tick(END + 1_000_000);
    assertThat(status()).isEqualTo(Status.CLOSED);
    desk.settle(1, Settlement.OPEN);
    assertThat(status()).isEqualTo(Status.SETTLED);
    assertThat(shown()).isTrue();
  }

  @Test
  void shouldFollowAnEndThatWasMovedWhileSomethingWasHeld() {
    desk.define("c", sale(END));
    desk.order("u", "1", 5_000, "a", 2);
    desk.ask(new Command.Define("c", sale(END + 9_000), 1));
    desk.settle(1, Settlement.CONFIRM);
    desk.tick(END + 8_999);
    assertThat(settled()).isEmpty();
    desk.tick(END + 9_000);
    assertThat(settled()).hasSize(1);
  }

  @Test
  void shouldSettleWhatIsEditedToHaveEnded() {
    desk.define("c", sale(END));
    desk.ask(new Command.Define("c", sale(desk.now), 1));
    assertThat(settled()).hasSize(1);
  }

  @Test
  void shouldSettleWhatIsClosedOnceItsDrawIsDone() {
    desk.define("c", lottery(true));
    desk.ask(new Command.Enter("c", "u", "k", 1));
    desk.ask(new Command.Steer("c", Move.CLOSE));
    assertThat(settled()).containsExactly(new CampaignSettled(0, List.of(new Closing(9, 0, 1))));
  }

  @Test
  void shouldNotSettleADraftBeforeItIsPublished() {
    desk.ask(new Command.Define("c", sale(END), 0, true));
    desk.tick(END + 1);
    assertThat(settled()).isEmpty();
    desk.ask(new Command.Steer("c", Move.PUBLISH));
    assertThat(settled()).hasSize(1);
  }

  @Test
  void shouldSettleOnceWhateverIsAskedAfterwards() {
    desk.define("c", sale(Terms.FOREVER));
    desk.order("u", "1", 0, "a", 2);
    desk.order("u", "2", 5_000, "a", 1);
    desk.ask(new Command.Steer("c", Move.CLOSE));
    desk.ask(new ProofCommand.Reveal("c"));
    assertThat(settled()).isEmpty();
    desk.settle(2, Settlement.CANCEL);
    Reply proof = desk.ask(new ProofCommand.Reveal("c"));
    assertThat(desk.ask(new ProofCommand.Reveal("c"))).isEqualTo(proof);
    assertThat(Desk.code(desk.ask(new Command.Steer("c", Move.RESUME)))).isEqualTo("ended");
    assertThat(Desk.code(desk.ask(new Command.Define("c", sale(END), 1)))).isEqualTo("ended");
    assertThat(settled()).containsExactly(new CampaignSettled(0, List.of(new Closing(9, 0, 2))));
  }

  @Test
  void shouldStillTakeBackWhatTheSaleTakesBack() {
    desk.define("c", sale(END));
    desk.now = END - 1;
    desk.order("u", "1", 0, "a", 2);
    desk.tick(END);
    assertThat(settled()).hasSize(1);
    Reply back = desk.ask(new SaleCommand.Return(new GrantId("c", 1), "r", 1));
    assertThat(back).isInstanceOf(Reply.Returned.class);
    assertThat(desk.pool("a").given()).isEqualTo(1);
    assertThat(status()).isEqualTo(Status.SETTLED);
  }
}
