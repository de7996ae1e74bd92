package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand.Approve;
import dev.manna.core.ChangeCommand.Authored;
import dev.manna.core.ChangeCommand.Withdraw;
import dev.manna.core.ChangeReply;
import dev.manna.core.ChangeReply.Standing;
import dev.manna.core.Changed;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Command.Move;
import dev.manna.core.Enlist;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Reply.Status;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a change that takes something from users. */
class ApprovalTest {
  private static final Author ANN = new Author("ann", "fewer came");
  private static final Author BEN = new Author("ben", "so they did \u6625");
  private static final Terms TERMS = Terms.open("").approved(true);
  private static final Command LESS = new Command.Adjust("c", "k", new Change.Stock("a", -5));

  private final Desk desk = new Desk();

  @AfterEach
  void shouldReplayAndLoadToTheSameState() {
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
    assertThat(loaded(desk.machine).digest()).isEqualTo(desk.machine.digest());
  }

  private static Machine loaded(Machine machine) {
    List<byte[]> pieces = new ArrayList<>();
    machine.save(
        piece -> {
          byte[] bytes = new byte[piece.remaining()];
          piece.get(bytes);
          pieces.add(bytes);
        });
    ByteBuffer all =
        ByteBuffer.allocate(pieces.stream().mapToInt(bytes -> bytes.length).sum())
            .order(ByteOrder.LITTLE_ENDIAN);
    pieces.forEach(all::put);
    all.flip();
    return Machine.load(
        into -> {
          while (into.hasRemaining()) {
            into.put(all.get());
          }
        });
  }

  private static Sale sale(Terms terms, long stock) {
    return new Sale(terms, List.of(new Sku("a", "", stock)));
  }

  private void open() {
    by(ANN, new Command.Define("c", sale(TERMS, 100), 0));
  }

  private Reply by(Author author, Command change) {
    return desk.ask(new Authored(change, author));
  }

  private int waits(Reply reply) {
    assertThat(reply).isInstanceOf(ChangeReply.Proposal.class);
    ChangeReply.Proposal proposal = (ChangeReply.Proposal) reply;
    assertThat(proposal.standing()).isEqualTo(Standing.WAITING);
    return proposal.number();
  }

  private Standing standing(Reply reply) {
    assertThat(reply).isInstanceOf(ChangeReply.Proposal.class);
    return ((ChangeReply.Proposal) reply).standing();
  }

  private long stock() {
    return desk.wholePool("a").total();
  }

  private ChangeReply.Changes page() {
    return (ChangeReply.Changes) desk.ask(new Query.OfChanges("c", 0, 500));
  }

  private List<String> told() {
    return page().changes().stream().map(ApprovalTest::told).toList();
  }

  private static String told(Changed change) {
    Author author = change.author();
    return "%d %s %s %s of %d v%d @%d"
        .formatted(
            change.number(),
            author == null ? "nobody" : author.actor(),
            change.deed().word(),
            change.detail(),
            change.of(),
            change.version(),
            change.position());
  }

  @Test
  void shouldChangeNothingBeforeASecondPersonApproves() {
    open();
    int number = waits(by(ANN, LESS));
    assertThat(stock()).isEqualTo(100);
    assertThat(page().waiting()).containsExactly(number);
    assertThat(standing(desk.ask(new Approve("c", number, BEN)))).isEqualTo(Standing.APPROVED);
    assertThat(stock()).isEqualTo(95);
    assertThat(page().waiting()).isEmpty();
    assertThat(told())
        .containsExactly(
            "1 ann defined  of 0 v1 @3",
            "2 ann proposed adjusted a -5 of 0 v1 @4",
            "3 ben approved  of 2 v1 @5",
            "4 ann adjusted a -5 of 0 v1 @7");
    assertThat(page().changes().get(2).author()).isEqualTo(BEN);
  }

  @Test
  void shouldNotLetAnybodyApproveAlone() {
    open();
    int number = waits(by(ANN, LESS));
    assertThat(Desk.code(desk.ask(new Approve("c", number, new Author("ann", "I am sure")))))
        .isEqualTo("same-actor");
    assertThat(stock()).isEqualTo(100);
    assertThat(page().waiting()).containsExactly(number);
  }

  @Test
  void shouldNameAFirstPersonForWhatWaits() {
    open();
    assertThat(Desk.code(desk.ask(LESS))).isEqualTo("malformed");
    assertThat(Desk.code(desk.ask(new Command.Adjust("c", "m", new Change.Stock("a", 5)))))
        .isNull();
    assertThat(stock()).isEqualTo(105);
  }

  @Test
  void shouldApproveOnceAndAnswerAlikeAgain() {
    open();
    int number = waits(by(ANN, LESS));
    desk.ask(new Approve("c", number, BEN));
    long position = page().position();
    assertThat(standing(desk.ask(new Approve("c", number, BEN)))).isEqualTo(Standing.APPROVED);
    assertThat(standing(desk.ask(new Approve("c", number, ANN)))).isEqualTo(Standing.APPROVED);
    assertThat(Desk.code(desk.ask(new Withdraw("c", number, ANN)))).isEqualTo("already-decided");
    assertThat(page().position()).isEqualTo(position);
    assertThat(stock()).isEqualTo(95);
  }

  @Test
  void shouldWithdrawOnceAndPropose() {
    open();
    int number = waits(by(ANN, LESS));
    assertThat(standing(desk.ask(new Withdraw("c", number, ANN)))).isEqualTo(Standing.WITHDRAWN);
    assertThat(standing(desk.ask(new Withdraw("c", number, BEN)))).isEqualTo(Standing.WITHDRAWN);
    assertThat(Desk.code(desk.ask(new Approve("c", number, BEN)))).isEqualTo("already-decided");
    assertThat(waits(by(ANN, LESS))).isEqualTo(4);
    assertThat(stock()).isEqualTo(100);
    assertThat(Desk.code(desk.ask(new Withdraw("c", 1, ANN)))).isEqualTo("unknown-change");
  }

  @Test
  void shouldAnswerWhatWaitsWithWhatWaits() {
    open();
    int number = waits(by(ANN, LESS));
    assertThat(waits(by(BEN, LESS))).isEqualTo(number);
    Command block = new Enlist("c", Roll.BLOCK, true, List.of("u", "v"));
    int other = waits(by(BEN, block));
    assertThat(waits(by(ANN, block))).isEqualTo(other);
    Machine again = loaded(desk.machine);
    again.begin(desk.now);
    Reply reply = again.handle(again.prepare(new Authored(block, ANN)), () -> 1);
    assertThat(waits(reply)).isEqualTo(other);
    again.commit();
    Command unkeyed = new Command.Adjust("c", null, new Change.Stock("a", -5));
    assertThat(waits(by(ANN, unkeyed))).isNotEqualTo(waits(by(ANN, unkeyed)));
  }

  @Test
  void shouldDecideAnewWhenItIsApproved() {
    open();
    int less = waits(by(ANN, new Command.Define("c", sale(TERMS, 10), 1)));
    by(BEN, new Command.Define("c", sale(TERMS, 120), 1));
    assertThat(Desk.code(desk.ask(new Approve("c", less, BEN)))).isEqualTo("version-conflict");
    int again = waits(by(ANN, new Command.Define("c", sale(TERMS, 10), 2)));
    desk.order("u", "k", 0, "a", 50);
    assertThat(Desk.code(desk.ask(new Approve("c", again, BEN)))).isEqualTo("below-given");
    assertThat(stock()).isEqualTo(120);
    assertThat(page().waiting()).containsExactly(less, again);
  }

  @Test
  void shouldNotApproveWhatHasComeAbout() {
    open();
    int first = waits(by(ANN, new Enlist("c", Roll.BLOCK, true, List.of("u"))));
    int both = waits(by(ANN, new Enlist("c", Roll.BLOCK, true, List.of("u", "v"))));
    desk.ask(new Approve("c", both, BEN));
    assertThat(Desk.code(desk.ask(new Approve("c", first, BEN)))).isEqualTo("already-decided");
    assertThat(standing(desk.ask(new Withdraw("c", first, BEN)))).isEqualTo(Standing.WITHDRAWN);
  }

  @Test
  void shouldLetSoManyWait() {
    open();
    for (int i = 0; i < Proposals.MOST; i++) {
      waits(by(ANN, new Enlist("c", Roll.BLOCK, true, List.of("u" + i))));
    }
    assertThat(Desk.code(by(ANN, LESS))).isEqualTo("too-many-changes");
    desk.ask(new Withdraw("c", 2, BEN));
    waits(by(ANN, LESS));
  }

  @Test
  void shouldPauseAtOnceAndCloseInTwo() {
    open();
    assertThat(by(ANN, new Command.Steer("c", Move.PAUSE)))
        .extracting(reply -> ((Reply.Defined) reply).status())
        .isEqualTo(Status.PAUSED);
    int number = waits(by(ANN, new Command.Steer("c", Move.CLOSE)));
    desk.ask(new Approve("c", number, BEN));
    Reply reply = desk.ask(new Query.OfCampaign("c"));
    assertThat(((Reply.Defined) reply).status()).isEqualTo(Status.SETTLED);
  }

  @Test
  void shouldTurnOffTheSecondPersonWithASecondPerson() {
    open();
    int number = waits(by(ANN, new Command.Define("c", sale(Terms.open(""), 100), 1)));
    desk.ask(new Approve("c", number, BEN));
    assertThat(Desk.code(desk.ask(LESS))).isNull();
    assertThat(stock()).isEqualTo(95);
    by(ANN, new Command.Define("c", sale(TERMS, 100), 2));
    waits(by(ANN, new Command.Adjust("c", "m", new Change.Stock("a", -5))));
  }

  @Test
  void shouldLetADraftBeWrittenByOne() {
    desk.ask(new Command.Define("c", sale(TERMS, 100), 0, true));
    desk.ask(new Command.Define("c", sale(TERMS, 10), 1));
    desk.ask(new Command.Steer("c", Move.PUBLISH));
    assertThat(stock()).isEqualTo(10);
    waits(by(ANN, LESS));
  }

  @Test
  void shouldUndoWhatWasProposedAndApproved() {
    open();
    int number = waits(by(ANN, LESS));
    String before = desk.machine.digest();
    desk.machine.begin(desk.now);
    Machine machine = desk.machine;
    machine.handle(machine.prepare(new Approve("c", number, BEN)), () -> 1);
    machine.handle(machine.prepare(new Authored(new Command.Steer("c", Move.CLOSE), ANN)), () -> 1);
    machine.undo();
    assertThat(machine.digest()).isEqualTo(before);
    desk.machine.begin(desk.now);
    machine.handle(machine.prepare(new Withdraw("c", number, BEN)), () -> 1);
    machine.undo();
    assertThat(machine.digest()).isEqualTo(before);
  }
}
