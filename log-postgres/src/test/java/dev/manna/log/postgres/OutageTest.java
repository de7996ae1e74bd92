package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Command;
import dev.manna.core.Log;
import dev.manna.core.Query;
import dev.manna.core.Reply;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Terms;
import dev.manna.engine.EngineOptions;
import dev.manna.engine.NodeEngine;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An engine whose log is in a database that goes away and comes back. */
final class OutageTest {
  private static final Patience LITTLE = new Patience(2, 1_000, 300, 20);

  private static NodeEngine join(OwnServer server, String node) throws IOException {
    Database database = server.database().with(LITTLE);
    return NodeEngine.join(
        PostgresLog.open(database, "main", node, System::nanoTime),
        PostgresSnapshots.of(database, "main", node, System::nanoTime, AssertionError::new),
        System::currentTimeMillis,
        System::nanoTime,
        new SplittableRandom(7)::nextLong,
        EngineOptions.defaults(),
        null);
  }

  private static Command order(String user) {
    return new Command.Deduct("c", user, "key", List.of(new Command.Line("a", 1)), 0);
  }

  private static CompletableFuture<Reply> asked(NodeEngine engine, Request request) {
    CompletableFuture<Reply> reply = engine.submit(request);
    engine.writer().doWork();
    return reply;
  }

  private static String refusal(CompletableFuture<Reply> reply) throws Exception {
    return ((Reply.Refused) reply.get(1, TimeUnit.SECONDS)).refusal().code();
  }

  private static long left(NodeEngine engine) throws Exception {
    Reply.Pools pools =
        (Reply.Pools) asked(engine, new Query.OfPools("c", 0, 5)).get(1, TimeUnit.SECONDS);
    return pools.pools().getFirst().available();
  }

  /** Whoever refuses something must know the end, and not what was the end once. */
  @Test
  void shouldNotTellTheEndOfALogThatIsAway() throws Exception {
    try (OwnServer server = OwnServer.fresh();
        PostgresLog log =
            PostgresLog.open(server.database().with(LITTLE), "main", "one", System::nanoTime)) {
      assertThat(log.endsAt(0)).isTrue();
      log.append(0, Steady.batch(1, 1, "first"));
      assertThat(log.endsAt(0)).isFalse();
      server.kill();
      assertThatThrownBy(() -> askForSomeSeconds(log)).isInstanceOf(Log.Away.class);
    }
  }

  /** What serves a connection lives on for a moment after its server. */
  private static void askForSomeSeconds(PostgresLog log) throws InterruptedException {
    long until = System.nanoTime() + 5_000_000_000L;
    while (System.nanoTime() < until) {
      assertThat(log.endsAt(1)).isTrue();
      Thread.sleep(20);
    }
  }

  @Test
  void shouldRefuseClaimsAnswerReadsAndGoOnByItself() throws Exception {
    try (OwnServer server = OwnServer.fresh();
        NodeEngine engine = join(server, "one")) {
      Sale sale = new Sale(Terms.open("x"), List.of(new Sale.Sku("a", "", 10)));
      asked(engine, new Command.Define("c", sale, 0)).get(1, TimeUnit.SECONDS);
      CompletableFuture<Reply> first = asked(engine, order("u"));
      assertThat(first.get(1, TimeUnit.SECONDS)).isInstanceOf(Reply.Claimed.class);
      server.kill();
      CompletableFuture<Reply> lost = asked(engine, order("v"));
      assertThat(lost).as("nobody knows").isNotDone();
      assertThat(refusal(asked(engine, order("w")))).isEqualTo("unavailable");
      assertThat(asked(engine, order("u")).get(1, TimeUnit.SECONDS)).isEqualTo(first.join());
      assertThat(left(engine)).as("of what is certain").isEqualTo(9);
      server.start();
      long until = System.nanoTime() + 20_000_000_000L;
      while (!lost.isDone()) {
        assertThat(System.nanoTime()).isLessThan(until);
        engine.writer().doWork();
      }
      assertThat(lost.join()).isInstanceOf(Reply.Claimed.class);
      assertThat(asked(engine, order("w")).get(1, TimeUnit.SECONDS))
          .isInstanceOf(Reply.Claimed.class);
      assertThat(left(engine)).isEqualTo(7);
      try (NodeEngine other = join(server, "two")) {
        assertThat(left(other)).isEqualTo(7);
      }
    }
  }
}
