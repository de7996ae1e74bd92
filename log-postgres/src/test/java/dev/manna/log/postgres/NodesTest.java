package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes and epochs of a log that several share. */
final class NodesTest {
  private final String name = Postgres.fresh();
  private final Nodes nodes = of();

  private Nodes of() {
    return Nodes.of(Postgres.at(name), "main", System::nanoTime);
  }

  @AfterEach
  void closeNodes() {
    nodes.close();
  }

  @Test
  void shouldKnowWhoHasRegisteredInAnEpoch() {
    assertThat(nodes.epoch()).isEqualTo(1);
    assertThat(nodes.register("b")).isEqualTo(1);
    assertThat(nodes.register("a")).isEqualTo(1);
    assertThat(nodes.register("b")).as("again").isEqualTo(1);
    assertThat(nodes.seen("a", 1)).isTrue();
    assertThat(nodes.seen("c", 1)).as("it has not registered").isFalse();
    assertThat(nodes.leave("b", 1)).isTrue();
    assertThat(nodes.leave("b", 2)).isFalse();
    assertThat(nodes.raise(1)).isTrue();
    assertThat(nodes.register("a")).isEqualTo(2);
    List<Nodes.Node> before = nodes.registered(1);
    assertThat(before).extracting(Nodes.Node::name).containsExactly("a", "b");
    assertThat(before.getFirst().left()).isNull();
    assertThat(before.getFirst().seen()).isAfter(before.getFirst().registered());
    assertThat(before.getLast().left()).isNotNull();
    assertThat(nodes.registered(2)).extracting(Nodes.Node::name).containsExactly("a");
    assertThat(nodes.registered(3)).isEmpty();
  }

  @Test
  void shouldKnowWhoIsFirstOfThoseThatLive() throws InterruptedException {
    nodes.register("z");
    nodes.register("a");
    assertThat(nodes.isFirst("z", 1, 60_000)).as("it registered first").isTrue();
    assertThat(nodes.isFirst("a", 1, 60_000)).isFalse();
    Thread.sleep(150);
    nodes.seen("a", 1);
    assertThat(nodes.isFirst("z", 1, 100)).as("nobody heard of it").isFalse();
    assertThat(nodes.isFirst("a", 1, 60_000)).isFalse();
    nodes.leave("z", 1);
    assertThat(nodes.isFirst("a", 1, 60_000)).isTrue();
    assertThat(nodes.isFirst("a", 2, 60_000)).as("of another epoch").isFalse();
  }

  @Test
  void shouldForgetThatANodeLeftWhenItIsBack() {
    nodes.register("a");
    nodes.leave("a", 1);
    nodes.register("a");
    assertThat(nodes.registered(1).getFirst().left()).isNull();
  }

  @Test
  void shouldRaiseAnEpochOnceHoweverManyTry() {
    try (Nodes other = of()) {
      for (long epoch = 1; epoch <= 30; epoch++) {
        long from = epoch;
        CompletableFuture<Boolean> theirs = CompletableFuture.supplyAsync(() -> other.raise(from));
        boolean ours = nodes.raise(from);
        assertThat(ours).as("one of two").isNotEqualTo(theirs.join());
        assertThat(nodes.epoch()).isEqualTo(epoch + 1);
        assertThat(nodes.raise(from)).as("it is closed").isFalse();
      }
    }
  }

  /** However busy the log is: whoever raises the epoch gets through, and nothing is done after. */
  @Test
  void shouldGetThroughBetweenManyAppends() throws Exception {
    AtomicBoolean raised = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    List<Throwable> found = new ArrayList<>();
    List<PostgresLog> logs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String who = "n" + i;
      PostgresLog log = PostgresLog.open(Postgres.at(name), "main", who, System::nanoTime);
      logs.add(log);
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .uncaughtExceptionHandler((thread, thrown) -> keep(found, thrown))
              .start(() -> appendUntilFenced(log, who, raised)));
    }
    Thread.sleep(500);
    long began = System.nanoTime();
    assertThat(nodes.raise(1)).isTrue();
    System.out.printf("raised in %d us%n", (System.nanoTime() - began) / 1_000);
    long end = logs.getFirst().await(0, 0);
    raised.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(found).isEmpty();
    assertThat(end).as("they were busy").isGreaterThan(50);
    try (PostgresLog after = PostgresLog.open(Postgres.at(name), "main", "x", System::nanoTime)) {
      assertThat(after.epoch()).isEqualTo(2);
      assertThat(after.position()).as("nothing came after").isEqualTo(end);
    }
    logs.forEach(PostgresLog::close);
  }

  private static void keep(List<Throwable> found, Throwable thrown) {
    synchronized (found) {
      found.add(thrown);
    }
  }

  private static void appendUntilFenced(PostgresLog log, String who, AtomicBoolean raised) {
    long end = log.position();
    Appended told = log.append(end, Steady.batch(end + 1, 1, "first"));
    while (!(told instanceof Appended.Fenced)) {
      end =
          switch (told) {
            case Appended.Done done -> done.position();
            case Appended.Conflict conflict -> conflict.missing().getLast().last();
            default -> throw new AssertionError(told);
          };
      boolean late = raised.get();
      told = log.append(end, Steady.batch(end + 1, 1, who + " " + end));
      assertThat(late && told instanceof Appended.Done).isFalse();
    }
  }

  @Test
  void shouldSayThatTheDatabaseIsAway() {
    Database nowhere = Database.at("jdbc:postgresql://127.0.0.1:1/x?password=p", "u", "secret");
    assertThatThrownBy(() -> Nodes.of(nowhere, "main", System::nanoTime))
        .isInstanceOf(Log.Away.class)
        .hasMessageStartingWith(
            "the database cannot be reached; see that it runs. (jdbc:postgresql://127.0.0.1:1/x:")
        .hasMessageNotContaining("secret");
  }
}
