package dev.manna.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Author;
import dev.manna.core.ChangeCommand.Authored;
import dev.manna.core.ChangeReply;
import dev.manna.core.Changed;
import dev.manna.core.Check;
import dev.manna.core.Command;
import dev.manna.core.Command.Change;
import dev.manna.core.Enlist;
import dev.manna.core.Enlist.Roll;
import dev.manna.core.Lottery;
import dev.manna.core.Lottery.Prize;
import dev.manna.core.Lottery.WhenGone;
import dev.manna.core.LotteryCommand.Allocate;
import dev.manna.core.LotteryCommand.Credit;
import dev.manna.core.Malformed;
import dev.manna.core.ProofCommand;
import dev.manna.core.Query;
import dev.manna.core.RedPacket;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has changed what, and why. */
class HistoryTest {
  private static final Author ANN = new Author("ann", "more came \u6625");
  private static final Author BEN = new Author("ben@example.com", "a slip");
  private static final Sale SALE = new Sale(Terms.open(""), List.of(new Sku("a", "", 100)));

  private final Desk desk = new Desk();

  @AfterEach
  void shouldReplayAndLoadToTheSameState() {
    assertThat(desk.replayed().digest()).isEqualTo(desk.machine.digest());
    assertThat(loaded().digest()).isEqualTo(desk.machine.digest());
  }

  private Machine loaded() {
    List<ByteBuffer> pieces = new ArrayList<>();
    desk.machine.save(
        piece -> {
          byte[] bytes = new byte[piece.remaining()];
          piece.get(bytes);
          pieces.add(ByteBuffer.wrap(bytes));
        });
    ByteBuffer all =
        ByteBuffer.allocate(pieces.stream().mapToInt(ByteBuffer::remaining).sum())
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

  private Reply by(Author author, Command change) {
    return desk.ask(new Authored(change, author));
  }

  private ChangeReply.Changes page(int after, int limit) {
    return (ChangeReply.Changes) desk.ask(new Query.OfChanges("c", after, limit));
  }

  private List<String> told() {
    return page(0, 500).changes().stream().map(HistoryTest::told).toList();
  }

  private static String told(Changed change) {
    Author author = change.author();
    return "%d %s %s %s v%d @%d"
        .formatted(
            change.number(),
            author == null ? "nobody" : author.actor(),
            change.deed().word(),
            change.detail(),
            change.version(),
            change.position());
  }

  @Test
  void shouldTellEachChangeWithItsAuthor() {
    by(ANN, new Command.Define("c", SALE, 0));
    desk.ask(new Command.Adjust("c", null, new Change.Stock("a", 20)));
    by(BEN, new Command.Adjust("c", "k", new Change.Stock("a", -1)));
    by(BEN, new Command.Define("c", new Sale(Terms.open("x"), SALE.skus()), 1));
    by(ANN, new Enlist("c", Roll.BLOCK, true, List.of("u", "v")));
    by(ANN, new Command.Steer("c", Command.Move.PAUSE));
    desk.ask(new Command.Steer("c", Command.Move.RESUME));
    desk.order("holder", "k", 60_000, "a", 1);
    by(BEN, new Command.Steer("c", Command.Move.CLOSE));
    by(BEN, new ProofCommand.Reveal("c"));
    assertThat(told())
        .containsExactly(
            "1 ann defined  v1 @3",
            "2 nobody adjusted a +20 v1 @4",
            "3 ben@example.com adjusted a -1 v1 @6",
            "4 ben@example.com defined  v2 @8",
            "5 ann enlisted block +2 users v2 @10",
            "6 ann paused  v2 @12",
            "7 nobody resumed  v2 @13",
            "8 ben@example.com closed  v2 @16",
            "9 ben@example.com revealed  v2 @18");
    assertThat(page(0, 1).changes().getFirst().author()).isEqualTo(ANN);
  }

  @Test
  void shouldAnswerAsIfNobodyWereNamed() {
    Reply defined = by(ANN, new Command.Define("c", SALE, 0));
    assertThat(defined).isEqualTo(desk.ask(new Query.OfCampaign("c")));
    Command adjust = new Command.Adjust("c", "k", new Change.Stock("a", 1));
    Reply first = by(ANN, adjust);
    assertThat(first).isEqualTo(new Reply.Adjusted("c", 5));
    assertThat(by(BEN, adjust)).isEqualTo(first);
    assertThat(Desk.code(by(ANN, new Command.Adjust("c", "k", new Change.Stock("a", 2)))))
        .isEqualTo("key-reused");
    assertThat(Desk.code(by(ANN, new Command.Define("d", SALE, 1)))).isEqualTo("unknown-campaign");
    assertThat(told()).hasSize(2);
    assertThat(desk.machine.position()).isEqualTo(5);
  }

  @Test
  void shouldTellOfAllocationsAndNotOfCredits() {
    Lottery lottery =
        new Lottery(
            Terms.open(""),
            0,
            List.of(new Prize("gold", "", 1, 100)),
            new WhenGone.Redraw(),
            List.of(),
            true,
            false);
    by(ANN, new Command.Define("c", lottery, 0));
    by(BEN, new Credit("c", "u", "k", "points", 3));
    desk.ask(new Allocate("c", "k", "gold", List.of("u", "v", "w"), 2, desk.now + 1));
    assertThat(told())
        .containsExactly(
            "1 ann defined  v1 @3", "2 nobody allocated gold: 2 each for 3 users v1 @6");
    desk.tick(desk.now + 1);
    assertThat(told()).hasSize(2);
  }

  @Test
  void shouldTellOfMoneyAndCounts() {
    RedPacket rain =
        new RedPacket(
            Terms.open(""), "CNY", 1_000, 10, new RedPacket.Split.DoubleMean(1, 500), 1_000_000);
    desk.define("c", rain);
    by(ANN, new Command.Adjust("c", null, new Change.Budget(500, -3)));
    assertThat(told()).last().isEqualTo("2 ann adjusted +500 cents, -3 packets v1 @4");
    desk.define("d", SALE);
    by(ANN, new Command.Adjust("d", null, new Change.Target("a", 80, 5)));
    ChangeReply.Changes changes = (ChangeReply.Changes) desk.ask(new Query.OfChanges("d", 1, 500));
    assertThat(changes.changes())
        .map(HistoryTest::told)
        .containsExactly("2 ann adjusted a = 80 v1 @7");
  }

  @Test
  void shouldTurnPagesAndKeepTheLatest() {
    desk.define("c", SALE);
    for (int i = 0; i < 4; i++) {
      by(ANN, new Command.Adjust("c", null, new Change.Stock("a", 1)));
    }
    assertThat(page(0, 2).next()).isEqualTo(2);
    assertThat(page(2, 2).changes()).extracting(Changed::number).containsExactly(3, 4);
    assertThat(page(4, 2).next()).isZero();
    assertThat(page(9, 2).changes()).isEmpty();
    for (int i = 5; i < Changed.KEPT + 3; i++) {
      desk.ask(new Command.Adjust("c", null, new Change.Stock("a", 1)));
    }
    assertThat(page(0, 2).changes()).extracting(Changed::number).containsExactly(4, 5);
    assertThat(page(0, 2).next()).isEqualTo(5);
    assertThat(page(1_001, 500).changes())
        .extracting(Changed::number)
        .containsExactly(1_002, 1_003);
  }

  @Test
  void shouldForgetWhatIsUndone() {
    desk.define("c", SALE);
    for (int i = 1; i < Changed.KEPT; i++) {
      desk.ask(new Command.Adjust("c", null, new Change.Stock("a", 1)));
    }
    String before = desk.machine.digest();
    desk.machine.begin(desk.now);
    Command more = new Command.Adjust("c", null, new Change.Stock("a", 1));
    desk.machine.handle(desk.machine.prepare(new Authored(more, ANN)), () -> 0);
    desk.machine.handle(desk.machine.prepare(more), () -> 0);
    desk.machine.undo();
    assertThat(desk.machine.digest()).isEqualTo(before);
    desk.ask(more);
    assertThat(page(999, 500).changes().getLast().author()).isNull();
  }

  @Test
  void shouldKnowNoOtherCampaign() {
    assertThat(Desk.code(desk.ask(new Query.OfChanges("c", 0, 1)))).isEqualTo("unknown-campaign");
  }

  @Test
  void shouldTakeOnlyWhoCanBeNamed() {
    assertThatThrownBy(() -> new Author("a b", "r")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Author("", "r")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Author("x".repeat(65), "r")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Author("a", " ")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Author("a", "r".repeat(201))).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Author("a", "two\nlines")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Authored(new Command.Snatch("c", "u", "k"), ANN))
        .isInstanceOf(Check.Broken.class);
  }
}
