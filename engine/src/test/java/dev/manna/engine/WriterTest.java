package dev.manna.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Log;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.law.Machine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the writer does when its log says anything but done. */
class WriterTest {
  /** A log in memory that two writers share, and that can be full. */
  private static final class SharedLog {
    final List<Batch> batches = new ArrayList<>();
    boolean full;

    long position() {
      return batches.isEmpty() ? 0 : batches.getLast().last();
    }
  }

  /** One writer's side of the shared log. */
  private record Side(SharedLog shared) implements Log {
    @Override
    public long position() {
      return shared.position();
    }

    @Override
    public Appended append(long expectedPosition, Batch batch) {
      if (expectedPosition < shared.position()) {
        return new Appended.Conflict(
            shared.batches.stream().filter(each -> each.last() > expectedPosition).toList());
      }
      if (shared.full) {
        return new Appended.Full("the test says so");
      }
      ByteBuffer copy = ByteBuffer.allocate(batch.payload().remaining());
      copy.put(batch.payload().duplicate()).flip();
      shared.batches.add(new Batch(batch.first(), batch.count(), batch.timeMillis(), copy));
      return new Appended.Done(batch.last());
    }

    @Override
    public void read(long position, BatchReader reader) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  /** A writer with its own copy of the state. */
  private static final class Node {
    final Machine machine = new Machine();
    final Intake intake = new Intake(machine, 64);
    final Writer writer;

    Node(SharedLog log, AtomicLong now) {
      log.batches.forEach(machine::replay);
      writer = new Writer(intake, new Side(log), machine, now::get, () -> 4, new WriterStats());
    }

    CompletableFuture<Reply> ask(Request request) {
      return intake.submit(request);
    }

    void tell(Request request) {
      intake.submit(request, reply -> {});
    }
  }

  private final SharedLog log = new SharedLog();
  private final AtomicLong now = new AtomicLong(1_000);

  private Node node() {
    return new Node(log, now);
  }

  private void found() {
    Machine machine = new Machine();
    machine.begin(now.get());
    machine.found(1, 2);
    new Side(log).append(0, machine.batch());
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

  @Test
  void shouldAnswerWhatNeedsNoRoomWhenTheLogIsFull() {
    found();
    Node node = node();
    node.tell(sale(3));
    CompletableFuture<Reply> first = node.ask(order("u"));
    node.writer.doWork();
    String before = node.machine.digest();
    log.full = true;
    CompletableFuture<Reply> again = node.ask(order("u"));
    CompletableFuture<Reply> other = node.ask(order("v"));
    CompletableFuture<Reply> read = node.ask(new Query.OfPools("c", 0, 5));
    node.writer.doWork();
    assertThat(again.join()).isEqualTo(first.join());
    assertThat(((Reply.Refused) other.join()).refusal().code()).isEqualTo("unavailable");
    assertThat(((Reply.Pools) read.join()).pools().getFirst().available()).isEqualTo(2);
    assertThat(node.machine.digest()).isEqualTo(before);
    log.full = false;
    CompletableFuture<Reply> retried = node.ask(order("v"));
    node.writer.doWork();
    assertThat(retried.join()).isInstanceOf(Reply.Claimed.class);
  }

  @Test
  void shouldNotSpinOnHoldsThatAreDueWhileTheLogIsFull() {
    found();
    Node node = node();
    node.tell(sale(3));
    node.tell(new Command.Deduct("c", "u", "k", List.of(new Line("a", 1)), 500));
    node.writer.doWork();
    log.full = true;
    now.addAndGet(1_000);
    assertThat(node.writer.doWork()).isZero();
    CompletableFuture<Reply> read = node.ask(new Query.OfPools("c", 0, 5));
    node.writer.doWork();
    assertThat(((Reply.Pools) read.join()).pools().getFirst().held()).isEqualTo(1);
    log.full = false;
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
