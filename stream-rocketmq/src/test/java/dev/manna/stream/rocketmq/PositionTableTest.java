package dev.manna.stream.rocketmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.simulation.CrowdLog;
import dev.manna.stream.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The row that says where a stream stands. */
final class PositionTableTest {
  private static final Bookmark PLACE = new Bookmark("0a27cdfafc9cb81b97ce4f5dff33cab3", 19, -5);
  private static final RocketMqTarget TARGET =
      new RocketMqTarget("127.0.0.1:1", "manna", RocketMqTarget.Access.OPEN);

  private static final CrowdLog LOG = CrowdLog.of(7, 600);
  private static final Chunk WHOLE = LOG.chunks(LOG.batches().size()).getFirst();

  private final Postgres database = Postgres.fresh();

  private PositionTable table() {
    return PositionTable.of(TARGET, database, "main");
  }

  @Test
  void shouldRememberWhereItWasMovedTo() throws Trouble {
    try (PositionTable table = table();
        PositionTable same = table();
        PositionTable other = PositionTable.of(TARGET, database, "other")) {
      assertThat(table.read()).isEqualTo(Standing.START);
      Standing begun = table.claim();
      assertThat(begun).isEqualTo(Standing.of(Bookmark.START, 1));
      Standing later = new Standing(PLACE, 25, 1);
      assertThat(table.move(begun, later)).isTrue();
      assertThat(same.read()).isEqualTo(later);
      assertThat(other.read()).as("of another log").isEqualTo(Standing.START);
      assertThat(table.move(begun, Standing.of(PLACE, 1))).isFalse();
      assertThat(table.move(Standing.of(PLACE, 1), begun)).isFalse();
      assertThat(table.read()).isEqualTo(later);
    }
  }

  /** A node that was held up has read where it stands, and nothing has moved since. */
  @Test
  void shouldEndEachTurnWithTheNext() throws Trouble {
    try (PositionTable before = table();
        PositionTable after = table()) {
      Standing old = before.claim();
      Standing fresh = after.claim();
      assertThat(fresh.at()).isEqualTo(old.at());
      assertThat(before.move(old, Standing.of(PLACE, old.turn()))).isFalse();
      assertThat(after.move(fresh, Standing.of(PLACE, fresh.turn()))).isTrue();
    }
  }

  /** Nothing was moved yet, so only the turn says that another node sends now. */
  @Test
  void shouldSendNothingInATurnThatIsOver() throws Trouble {
    List<Long> sent = new ArrayList<>();
    Outlet outlet =
        new Outlet() {
          @Override
          public CompletionStage<?> send(Message message) {
            sent.add(message.position());
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public void close() {}
        };
    try (RocketMqSink old = new RocketMqSink(TARGET, table(), () -> outlet, LOG, () -> 0);
        RocketMqSink next = new RocketMqSink(TARGET, table(), () -> outlet, LOG, () -> 0)) {
      assertThat(old.open()).isEqualTo(next.open());
      assertThatThrownBy(() -> old.take(WHOLE)).isInstanceOf(Trouble.class);
      assertThat(sent).isEmpty();
      next.take(WHOLE);
      assertThat(sent).hasSize((int) LOG.position());
    }
  }

  @Test
  void shouldTellWhoeverSendsThatItWasMoved() throws Trouble {
    try (PositionTable sender = table();
        PositionTable operator = table()) {
      Standing from = sender.claim();
      operator.set(Standing.of(PLACE, 0));
      assertThat(sender.move(from, from)).isFalse();
      assertThat(sender.claim().at()).isEqualTo(PLACE);
    }
  }

  @Test
  void shouldLetOneOfManyMove() throws Exception {
    Standing from;
    try (PositionTable table = table()) {
      from = table.claim();
    }
    AtomicInteger moved = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    Thread[] racers = new Thread[4];
    for (int i = 0; i < racers.length; i++) {
      Standing to = Standing.of(new Bookmark("ab", i + 1, i), from.turn());
      racers[i] = Thread.ofPlatform().start(() -> moved.addAndGet(moves(go, from, to)));
    }
    go.countDown();
    for (Thread each : racers) {
      each.join();
    }
    assertThat(moved).hasValue(1);
  }

  private int moves(CountDownLatch go, Standing from, Standing to) {
    try (PositionTable table = table()) {
      go.await();
      return table.move(from, to) ? 1 : 0;
    } catch (InterruptedException | Trouble e) {
      return 100;
    }
  }

  /** The first node makes the table; from then on the rights that the guide names are enough. */
  @Test
  void shouldNeedTheRightsThatTheGuideNames() throws Trouble, IOException {
    try (PositionTable owner = table()) {
      owner.claim();
    }
    String grant =
        Files.readAllLines(Path.of("../docs/guide/streams.md")).stream()
            .filter(line -> line.startsWith("GRANT "))
            .findFirst()
            .orElseThrow();
    Postgres node = new Postgres(database.name(), "sender");
    database.run("CREATE ROLE sender LOGIN", grant.replace("TO manna", "TO sender"));
    try (PositionTable table = PositionTable.of(TARGET, node, "main")) {
      assertThat(table.move(table.claim(), new Standing(PLACE, 19, 2))).isTrue();
      database.run("REVOKE UPDATE ON manna_rocketmq FROM sender");
      assertThatThrownBy(table::claim)
          .isInstanceOf(Trouble.class)
          .hasMessageStartingWith("the database says:")
          .hasCauseInstanceOf(SQLException.class);
    }
  }
}
