package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Campaign;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlist;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryCommand;
import dev.manna.core.ProofCommand;
import dev.manna.core.ProofQuery;
import dev.manna.core.ProofReply;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Reply.Status;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.SaleCommand;
import dev.manna.core.Terms;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a campaign comes to bind, and what its status says at a time. */
class DraftTest {
  private static final Terms TERMS = Terms.open("").within(2_000_000, 3_000_000);

  private final Desk desk = new Desk();

  private static Campaign sale(String... skus) {
    return new Sale(TERMS, List.of(skus).stream().map(id -> new Sku(id, "", 5)).toList());
  }

  private static Campaign lottery(String prize) {
    return new Lottery(
        TERMS,
        0,
        List.of(new Prize(prize, "", 1, 3)),
        new WhenGone.Redraw(),
        List.of(),
        true,
        false);
  }

  private Reply draft(Campaign definition, long version) {
    return desk.ask(new Command.Define("c", definition, version, true));
  }

  private Status status() {
    return ((Reply.Defined) desk.ask(new Query.OfCampaign("c"))).status();
  }

  private Status steer(Move move) {
    return ((Reply.Defined) desk.ask(new Command.Steer("c", move))).status();
  }

  @AfterEach
  void shouldReplayToTheSameState() {
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  /** What is refused of a draft, although it is malformed in no way. */
  static List<Command> refused() {
    return List.of(
        new Command.Draw("c", "u", "k", 1),
        new Command.Steer("c", Move.PAUSE),
        new Command.Steer("c", Move.RESUME),
        new Command.Adjust("c", null, new Change.Stock("a", 1)),
        new Enlist("c", Enlist.Roll.BLOCK, true, List.of("u")),
        new ProofCommand.Reveal("c"),
        new LotteryCommand.Credit("c", "u", "k", "points", 1),
        new LotteryCommand.Allocate("c", "k", "a", List.of("u"), 1, 2_500_000));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void shouldRefuseAllButItsDefinition(Command what) {
    draft(lottery("a"), 0);
    desk.now = 2_000_000;
    assertThat(Desk.code(desk.ask(what))).isEqualTo("not-started");
    steer(Move.PUBLISH);
    assertThat(Desk.code(desk.ask(what))).isNotEqualTo("not-started");
  }

  @Test
  void shouldRefuseCartsOfADraft() {
    draft(sale("a"), 0);
    Request cart = new SaleCommand.SetCart("c", "u", "a", 1);
    assertThat(Desk.code(desk.ask(cart))).isEqualTo("not-started");
    steer(Move.PUBLISH);
    assertThat(desk.ask(cart)).isInstanceOf(Reply.Cart.class);
  }

  @Test
  void shouldBecomeAnythingUntilItIsPublished() {
    draft(sale("a", "b"), 0);
    ProofReply.Proof before = (ProofReply.Proof) desk.ask(new ProofQuery.OfProof("c"));
    draft(lottery("x"), 1);
    draft(sale("b"), 2);
    assertThat(desk.pool("b").total()).isEqualTo(5);
    Reply.Pools pools = (Reply.Pools) desk.ask(new Query.OfPools("c", 0, 9));
    assertThat(pools.pools()).as("nothing of the drafts before is left").hasSize(1);
    assertThat(steer(Move.PUBLISH)).isEqualTo(Status.PUBLISHED);
    assertThat(Desk.code(desk.ask(new Command.Define("c", lottery("x"), 3))))
        .isEqualTo("malformed");
    ProofReply.Proof after = (ProofReply.Proof) desk.ask(new ProofQuery.OfProof("c"));
    assertThat(after.keyHash()).as("the secret is the same").isEqualTo(before.keyHash());
    assertThat(after.version()).isEqualTo(3);
  }

  @Test
  void shouldStayADraftUntilItIsPublishedAndNeverBecomeOneAgain() {
    draft(sale("a"), 0);
    desk.ask(new Command.Define("c", sale("a", "b"), 1));
    assertThat(status()).isEqualTo(Status.DRAFT);
    steer(Move.PUBLISH);
    assertThat(steer(Move.PUBLISH)).as("asked again").isEqualTo(Status.PUBLISHED);
    assertThat(Desk.code(draft(sale("a", "b", "c"), 2))).isEqualTo("malformed");
    assertThat(draft(sale("a", "b"), 1)).as("sent again").isInstanceOf(Reply.Defined.class);
  }

  @Test
  void shouldSayHowItStandsToTheMillisecond() {
    draft(sale("a"), 0);
    assertThat(status()).isEqualTo(Status.DRAFT);
    steer(Move.PUBLISH);
    desk.now = 1_999_999;
    assertThat(status()).isEqualTo(Status.PUBLISHED);
    desk.now = 2_000_000;
    assertThat(status()).isEqualTo(Status.LIVE);
    assertThat(steer(Move.PAUSE)).isEqualTo(Status.PAUSED);
    desk.now = 2_999_999;
    assertThat(steer(Move.RESUME)).isEqualTo(Status.LIVE);
    desk.order("holder", "k", 1_000, "a", 1);
    desk.now = 3_000_000;
    assertThat(status()).isEqualTo(Status.CLOSED);
    desk.now = 3_000_999;
    assertThat(status()).isEqualTo(Status.SETTLED);
  }

  @Test
  void shouldCloseADraftForGood() {
    draft(sale("a"), 0);
    assertThat(steer(Move.CLOSE)).isEqualTo(Status.CLOSED);
    assertThat(Desk.code(draft(sale("b"), 1))).isEqualTo("ended");
    assertThat(Desk.code(desk.ask(new Command.Define("c", sale("b"), 1)))).isEqualTo("ended");
    assertThat(Desk.code(desk.ask(new Command.Steer("c", Move.PUBLISH)))).isEqualTo("ended");
  }

  @Test
  void shouldUndoAReplacedDraft() {
    draft(sale("a"), 0);
    String before = desk.machine.digest();
    desk.machine.begin(desk.now);
    desk.machine.handle(
        desk.machine.prepare(new Command.Define("c", lottery("x"), 1)), () -> desk.luck++);
    desk.machine.undo();
    assertThat(desk.machine.digest()).isEqualTo(before);
    assertThat(desk.pool("a").total()).isEqualTo(5);
  }
}
