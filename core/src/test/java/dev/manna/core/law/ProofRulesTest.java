package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Move;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.ProofCommand;
import dev.manna.core.ProofQuery;
import dev.manna.core.ProofReply;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Terms;
import dev.manna.core.proof.Bits;
import dev.manna.core.proof.Seal;
import dev.manna.core.proof.Secret;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProofRulesTest {
  private static final long END = 5_000_000_000_000L;

  private final Desk desk = new Desk();

  ProofRulesTest() {
    Terms terms = Terms.open("").within(0, END);
    desk.ask(
        new Command.Define(
            "c",
            new Lottery(terms, 0, List.of(new Prize("mug", "", 1, 3)), new WhenGone.Redraw()),
            0));
  }

  private static Refusal refusal(Reply reply) {
    return ((Reply.Refused) reply).refusal();
  }

  @Test
  void shouldShowNoKeyWhileSomebodyMayClaim() {
    assertThat(refusal(desk.ask(new ProofCommand.Reveal("c")))).isEqualTo(Refusal.NOT_ENDED);
    desk.ask(new Command.Steer("c", Move.PAUSE));
    assertThat(refusal(desk.ask(new ProofCommand.Reveal("c")))).isEqualTo(Refusal.NOT_ENDED);
    ProofReply.Proof proof = (ProofReply.Proof) desk.ask(new ProofQuery.OfProof("c"));
    assertThat(proof.shown()).isNull();
  }

  @Test
  void shouldCloseForGoodWhatIsRevealed() {
    desk.now = END;
    ProofReply.Proof shown = (ProofReply.Proof) desk.ask(new ProofCommand.Reveal("c"));
    assertThat(shown.shown()).isNotNull();
    assertThat(desk.ask(new ProofCommand.Reveal("c"))).isEqualTo(shown);
    assertThat(refusal(desk.ask(new Command.Steer("c", Move.RESUME)))).isEqualTo(Refusal.ENDED);
    Lottery longer =
        new Lottery(Terms.open(""), 0, List.of(new Prize("mug", "", 1, 3)), new WhenGone.Redraw());
    assertThat(refusal(desk.ask(new Command.Define("c", longer, 1)))).isEqualTo(Refusal.ENDED);
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
  }

  @Test
  void shouldKeepOneSecretThroughAllVersions() {
    ProofReply.Proof first = (ProofReply.Proof) desk.ask(new ProofQuery.OfProof("c"));
    Lottery other =
        new Lottery(Terms.open(""), 0, List.of(new Prize("mug", "", 1, 9)), new WhenGone.Redraw());
    desk.ask(new Command.Define("c", other, 1));
    ProofReply.Proof second = (ProofReply.Proof) desk.ask(new ProofQuery.OfProof("c"));
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.keyHash()).isEqualTo(first.keyHash());
  }

  @Test
  void shouldDrawWithTheSecretThatStandsInTheLogWhateverWasPreparedBefore() {
    Prize heads = new Prize("heads", "", 1, Prize.UNLIMITED);
    Prize tails = new Prize("tails", "", 1, Prize.UNLIMITED);
    Lottery coin = new Lottery(Terms.open(""), 0, List.of(heads, tails), new WhenGone.Redraw());
    desk.ask(new Command.Define("coin", coin, 0));
    Prepared ready = desk.machine.prepare(new Command.Draw("coin", "u", "k", 100));
    Secret another = new Secret(Bits.of(1), Bits.of(2));
    Prepared foreign =
        new Prepared(
            ready.request(),
            ready.claimant(),
            ready.fingerprint(),
            List.of(),
            new Seal("coin", another).numbers("u", "k", 100));
    byte[] due = decided(ready);
    Prepared bare =
        new Prepared(ready.request(), ready.claimant(), ready.fingerprint(), List.of(), null);
    assertThat(decided(bare)).isEqualTo(due);
    assertThat(decided(foreign)).isEqualTo(due);
  }

  private byte[] decided(Prepared claim) {
    desk.machine.begin(desk.now);
    desk.machine.handle(claim, () -> 0);
    ByteBuffer payload = Objects.requireNonNull(desk.machine.batch()).payload();
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    desk.machine.undo();
    return bytes;
  }
}
