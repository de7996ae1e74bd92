package dev.manna.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Log.Appended;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.law.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the writer does when its log says anything but done. */
class WriterTest {
  /** A writer with its own copy of the state. */
  private static final class Node {
    final Machine machine = new Machine();
    final Intake intake = new Intake(machine, 64);
    final Writer writer;

    Node(LogInMemory log, AtomicLong now) {
      log.batches.forEach(machine::replay);
      Watch watch = new Watch(machine.conservation(), 100, intake);
      writer =
          new Writer(
              intake,
              new LogInMemory.Side(log),
              machine,
              now::get,
              () -> 4,
              new WriterStats(),
              new Acknowledging(machine.booked(), null),
              watch,
              new Freezer(machine, intake, watch));
    }

    CompletableFuture<Reply> ask(Request request) {
      return intake.submit(request);
    }

    void tell(Request request) {
      intake.submit(request, reply -> {});
    }
  }

  private final LogInMemory log = new LogInMemory();
  private final AtomicLong now = new AtomicLong(1_000);

  private Node node() {
    return new Node(log, now);
  }

  private void found() {
    Machine machine = new Machine();
    machine.begin(now.get());
    machine.found(1, 2);
    new LogInMemory.Side(log).append(0, machine.batch());
  }

  private static Command order(String user) {
    return new Command.Deduct("c", user, "k", List.of(new Line("a", 1)), 0);
  }

  private static Command sale(int stock) {
    return new Command.Define("c", new Sale(Terms.open("x"), List.of(new Sku("a", "", stock))), 0);
  }

  @Test
  void shouldDecideAgainWhenSomebodyWasFirst() {
    found();
    Node one = node();
    Node two = node();
    one.tell(sale(3));
    one.writer.doWork();
    CompletableFuture<Reply> early = two.ask(order("x"));
    two.tell(new Command.Define("d", new Sale(Terms.open(""), List.of(new Sku("a", "", 1))), 0));
    two.writer.doWork();
    assertThat(early.join())
        .as("decided again, with the sale known")
        .isInstanceOf(Reply.Claimed.class);
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      replies.add(one.ask(order("a" + i)));
      replies.add(two.ask(order("b" + i)));
      one.writer.doWork();
      two.writer.doWork();
    }
    long granted = replies.stream().filter(each -> each.join() instanceof Reply.Claimed).count();
    assertThat(granted).isEqualTo(2);
    CompletableFuture<Reply> last = one.ask(sale(3));
    one.tell(order("again"));
    one.writer.doWork();
    assertThat(last).isDone();
    assertThat(one.machine.position()).isEqualTo(log.position());
    assertThat(one.machine.digest()).isEqualTo(node().machine.digest());
  }

  /** Nothing is written then, so no append tells that somebody else has changed what there is. */
  @Test
  void shouldNotRefuseForWhatIsOver() {
    found();
    Node one = node();
    Node other = node();
    one.tell(sale(1));
    one.writer.doWork();
    CompletableFuture<Reply> claim = other.ask(order("u"));
    CompletableFuture<Reply> read = other.ask(new Query.OfPools("c", 0, 5));
    other.writer.doWork();
    assertThat(claim.join()).isInstanceOf(Reply.Claimed.class);
    assertThat(((Reply.Pools) read.join()).pools().getFirst().available()).isZero();
  }

  /** Whoever only asks is told what the node knows, as of its position. */
  @Test
  void shouldAnswerFromWhatItKnows() {
    found();
    Node one = node();
    one.tell(sale(1));
    one.writer.doWork();
    Node other = node();
    one.tell(order("u"));
    one.writer.doWork();
    CompletableFuture<Reply> read = other.ask(new Query.OfPools("c", 0, 5));
    other.writer.doWork();
    assertThat(((Reply.Pools) read.join()).pools().getFirst().available()).isEqualTo(1);
  }

  /** But nobody hears that there is none of what another node has just made. */
  @Test
  void shouldNotSayThatSomethingIsUnknownThatOthersKnow() {
    found();
    Node one = node();
    Node other = node();
    one.tell(sale(1));
    one.writer.doWork();
    CompletableFuture<Reply> read = other.ask(new Query.OfPools("c", 0, 5));
    other.writer.doWork();
    assertThat(((Reply.Pools) read.join()).pools().getFirst().available()).isEqualTo(1);
  }

  static List<Appended> refusals() {
    return List.of(new Appended.Full("the disk is full"), new Appended.Fenced("epoch 2 has begun"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void shouldAnswerWhatNeedsNoRoomWhenTheLogTakesNothing(Appended refusal) {
    found();
    Node node = node();
    node.tell(sale(3));
    CompletableFuture<Reply> first = node.ask(order("u"));
    node.writer.doWork();
    String before = node.machine.digest();
    log.refusal = Optional.of(refusal);
    CompletableFuture<Reply> again = node.ask(order("u"));
    CompletableFuture<Reply> other = node.ask(order("v"));
    CompletableFuture<Reply> read = node.ask(new Query.OfPools("c", 0, 5));
    node.writer.doWork();
    assertThat(again.join()).isEqualTo(first.join());
    assertThat(((Reply.Refused) other.join()).refusal().code()).isEqualTo("unavailable");
    assertThat(refusal.toString()).contains(((Reply.Refused) other.join()).detail());
    assertThat(((Reply.Pools) read.join()).pools().getFirst().available()).isEqualTo(2);
    assertThat(node.machine.digest()).isEqualTo(before);
    log.refusal = Optional.empty();
    CompletableFuture<Reply> retried = node.ask(order("v"));
    node.writer.doWork();
    assertThat(retried.join()).isInstanceOf(Reply.Claimed.class);
  }

  /** Whoever waits is told what is true in the end, and nothing is done twice or by halves. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldKeepThoseWaitingOfWhomTheLogHasNotTold(boolean stands) {
    found();
    Node node = node();
    node.tell(sale(3));
    node.writer.doWork();
    log.losesAnswer = Optional.of(stands);
    CompletableFuture<Reply> lost = node.ask(order("u"));
    CompletableFuture<Reply> read = node.ask(new Query.OfPools("c", 0, 5));
    node.writer.doWork();
    long position = log.position();
    assertThat(((Reply.Pools) read.join()).pools().getFirst().available()).isEqualTo(3);
    log.losesAnswer = Optional.empty();
    CompletableFuture<Reply> other = node.ask(order("v"));
    log.away = true;
    node.writer.doWork();
    assertThat(lost).isNotDone();
    assertThat(((Reply.Refused) other.join()).refusal().code()).isEqualTo("unavailable");
    assertThat(log.position()).isEqualTo(position);
    log.away = false;
    now.addAndGet(5);
    node.writer.doWork();
    assertThat(lost.join()).isInstanceOf(Reply.Claimed.class);
    assertThat(node.ask(order("v"))).isNotDone();
    node.writer.doWork();
    assertThat(node.machine.position()).isEqualTo(log.position()).isEqualTo(4);
    assertThat(node.machine.digest()).isEqualTo(node().machine.digest());
  }

  /** Another was first while nobody knew: what never stood is decided again, behind it. */
  @Test
  void shouldDecideAgainWhatNeverStood() {
    found();
    Node one = node();
    one.tell(sale(1));
    one.writer.doWork();
    Node two = node();
    log.losesAnswer = Optional.of(false);
    CompletableFuture<Reply> lost = one.ask(order("u"));
    one.writer.doWork();
    log.losesAnswer = Optional.empty();
    now.addAndGet(5);
    CompletableFuture<Reply> won = two.ask(order("v"));
    two.writer.doWork();
    one.writer.doWork();
    assertThat(won.join()).isInstanceOf(Reply.Claimed.class);
    assertThat(((Reply.Refused) lost.join()).refusal().code()).isEqualTo("sold-out");
    assertThat(one.machine.digest()).isEqualTo(node().machine.digest());
  }

  @Test
  void shouldNotSpinOnHoldsThatAreDueWhileTheLogIsFull() {
    found();
    Node node = node();
    node.tell(sale(3));
    node.tell(new Command.Deduct("c", "u", "k", List.of(new Line("a", 1)), 500));
    node.writer.doWork();
    log.refusal = Optional.of(new Appended.Full("the test says so"));
    now.addAndGet(1_000);
    assertThat(node.writer.doWork()).isZero();
    CompletableFuture<Reply> read = node.ask(new Query.OfPools("c", 0, 5));
    node.writer.doWork();
    assertThat(((Reply.Pools) read.join()).pools().getFirst().held()).isEqualTo(1);
    log.refusal = Optional.empty();
    node.writer.doWork();
    read = node.ask(new Query.OfPools("c", 0, 5));
    node.writer.doWork();
    assertThat(((Reply.Pools) read.join()).pools().getFirst().held()).isZero();
  }

  @Test
  void shouldSayTooBusyWithoutEffect() {
    found();
    Node node = node();
    node.tell(sale(1_000));
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      replies.add(node.ask(order("u" + i)));
    }
    node.writer.doWork();
    long busy =
        replies.stream()
            .filter(
                each ->
                    each.join() instanceof Reply.Refused refused
                        && refused.refusal().code().equals("too-busy"))
            .count();
    assertThat(busy).isEqualTo(7);
  }
}
