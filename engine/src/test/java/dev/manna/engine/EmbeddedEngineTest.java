package dev.manna.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Command.Settlement;
import dev.manna.core.Grant;
import dev.manna.core.GrantId;
import dev.manna.core.Limits;
import dev.manna.core.Limits.Dimension;
import dev.manna.core.Period;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.law.Conservation.Violation;
import dev.manna.core.law.Equation;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.RealDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on a real directory, with a thread of its own, over several lives. */
class EmbeddedEngineTest {
  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withJournal(JournalOptions.defaults().withSegmentBytes(1 << 20))
          .withSnapshotEvents(2_000);

  @TempDir Path directory;
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final AtomicLong luck = new AtomicLong(1);
  private EmbeddedEngine engine;
  private Thread thread;
  private volatile boolean running;

  @BeforeEach
  void start() throws IOException {
    engine = EmbeddedEngine.open(RealDisk.of(directory), now::get, luck::incrementAndGet, OPTIONS);
    running = true;
    thread = new Thread(this::work, "writer");
    thread.start();
  }

  private void work() {
    while (running || engine.intake().depth() > 0) {
      if (engine.writer().doWork() == 0) {
        engine.writer().await();
      }
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    running = false;
    engine.intake().wake();
    thread.join();
    engine.close();
  }

  private Reply ask(dev.manna.core.Request request) throws Exception {
    return engine.submit(request).get(10, TimeUnit.SECONDS);
  }

  @Test
  void shouldGiveADeviceExactlyItsLimitHoweverManyAskAtOnce() throws Exception {
    List<Dimension> device = List.of(new Dimension("device", Period.DAY, 700, 10, true));
    Terms terms = Terms.open("").with(Limits.NONE.with(device));
    ask(new Command.Define("c", new Sale(terms, List.of(new Sku("a", "", 20_000))), 0));
    List<CompletableFuture<Reply>> replies =
        IntStream.range(0, 10_000)
            .parallel()
            .mapToObj(
                i ->
                    submitUntilTaken(
                        new Command.Deduct("c", "u" + i, "k", List.of(new Line("a", 1)), 0)
                            .from(Map.of("device", "d" + i % 2))))
            .toList();
    List<String> outcomes = new ArrayList<>();
    for (CompletableFuture<Reply> reply : replies) {
      outcomes.add(
          switch (reply.get(10, TimeUnit.SECONDS)) {
            case Reply.Claimed claimed -> "claimed";
            case Reply.Refused refused -> refused.refusal().code();
            case Reply other -> other.toString();
          });
    }
    assertThat(outcomes).containsOnly("claimed", "limit-reached");
    assertThat(outcomes).filteredOn("claimed"::equals).hasSize(2 * 700);
  }

  private CompletableFuture<Reply> submitUntilTaken(Command command) {
    while (true) {
      CompletableFuture<Reply> reply = engine.submit(command);
      boolean busy =
          reply.isDone()
              && reply.join() instanceof Reply.Refused refused
              && refused.refusal() == Refusal.TOO_BUSY;
      if (!busy) {
        return reply;
      }
      Thread.onSpinWait();
    }
  }

  private static Command order(String user, String key, long holdMillis) {
    return new Command.Deduct("c", user, key, List.of(new Line("a", 1)), holdMillis);
  }

  /** The writer's thread leaves the state when it has been asked for it. */
  private void writeSnapshot() throws InterruptedException {
    int looks = 1;
    while (!engine.snapshotter().doWork()) {
      assertThat(looks++).isLessThan(1_000);
      Thread.sleep(10);
    }
  }

  private static Command sale(int stock) {
    return new Command.Define("c", new Sale(Terms.open("x"), List.of(new Sku("a", "", stock))), 0);
  }

  @Test
  void shouldLeaveNoSnapshotAtAStopWhoseBooksDoNotBalance() throws Exception {
    ask(sale(1));
    running = false;
    engine.intake().wake();
    thread.join();
    engine.watch().violated(new Violation("c", "a", Equation.HELD, 1, 2));
    engine.watch().looked("c", true);
    assertThatThrownBy(engine::snapshotNow).hasMessageContaining("do not balance");
    engine.watch().looked("c", true);
    engine.snapshotNow();
  }

  /** Written by this thread while the writer's goes on; a start begins with the last of them. */
  @Test
  void shouldWriteSnapshotsWhileClaimsGoOn() throws Exception {
    ask(sale(1_000_000));
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int start = 0; start < 3; start++) {
      int written = 0;
      while (written < 3) {
        assertThat(replies.size()).isLessThan(500_000);
        replies.add(submitUntilTaken(order("u" + replies.size() % 500, "k" + replies.size(), 0)));
        written += engine.snapshotter().doWork() ? 1 : 0;
      }
      assertThat(replies.getLast().get(10, TimeUnit.SECONDS)).isInstanceOf(Reply.Claimed.class);
      stop();
      String before = engine.digest();
      start();
      assertThat(engine.digest()).isEqualTo(before);
    }
    for (int i = 0; i < replies.size(); i += 97) {
      Reply again = ask(order("u" + i % 500, "k" + i, 0));
      assertThat(again).isEqualTo(replies.get(i).get());
    }
  }

  @Test
  void shouldGiveExactlyWhatThereIsToManyAtOnceAndKnowItAfterARestart() throws Exception {
    ask(sale(3_000));
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      replies.add(engine.submit(order("u" + i, "k", 0)));
    }
    long granted = 0;
    for (CompletableFuture<Reply> reply : replies) {
      granted += reply.get(10, TimeUnit.SECONDS) instanceof Reply.Claimed ? 1 : 0;
    }
    assertThat(granted).isEqualTo(3_000);
    writeSnapshot();
    ask(order("late", "k", 0));
    stop();
    String before = engine.digest();
    start();
    assertThat(engine.digest()).isEqualTo(before);
    for (int i = 0; i < 10_000; i += 97) {
      Reply again = ask(order("u" + i, "k", 0));
      assertThat(again).isEqualTo(replies.get(i).get());
    }
  }

  @Test
  void shouldEndHoldsWithoutBeingAsked() throws Exception {
    ask(sale(10));
    ask(order("u", "k", 5_000));
    now.addAndGet(5_000);
    engine.intake().wake();
    Reply.Granted granted = (Reply.Granted) ask(new Query.OfGrant(new GrantId("c", 1)));
    assertThat(granted.grant().state()).isEqualTo(Grant.State.RETURNED);
    Reply.Granted late =
        (Reply.Granted) ask(new Command.Settle(new GrantId("c", 1), Settlement.CONFIRM));
    assertThat(late.grant().state()).isEqualTo(Grant.State.GIVEN);
  }

  @Test
  void shouldRefuseAfterClosing() throws Exception {
    engine.intake().close();
    assertThat(ask(sale(1))).isInstanceOf(Reply.Refused.class);
  }
}
