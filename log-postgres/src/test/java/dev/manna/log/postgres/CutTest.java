package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.simulation.Chance;
import dev.manna.simulation.net.FaultProxy;
import dev.manna.simulation.net.Mishap;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * A log over a connection that is cut: anywhere in what is written or answered. {@code
 * -Dmanna.postgres.cuts} says how often, {@code -Dmanna.postgres.seed} where.
 */
final class CutTest {
  private static final int CUTS = Integer.getInteger("manna.postgres.cuts", 100);
  private static final long SEED = Long.getLong("manna.postgres.seed", 17);

  private final String name = Postgres.fresh();

  private PostgresLog through(FaultProxy proxy) throws IOException {
    Patience patience = new Patience(2, 1_000, 500, 1);
    return PostgresLog.open(
        Postgres.at(proxy.port(), name).with(patience), "main", "one", System::nanoTime);
  }

  @Test
  void shouldAppendEachBatchOnceHoweverOftenItIsCut() throws IOException {
    Chance chance = new Chance(SEED);
    System.out.printf("seed %d, %d cuts%n", SEED, CUTS);
    try (FaultProxy proxy = new FaultProxy(Postgres.port());
        PostgresLog log = through(proxy)) {
      Steady node = new Steady(log, "one");
      while (proxy.cuts() < CUTS) {
        (chance.oneIn(2) ? Mishap.CUT : Mishap.CUT_ANSWER).happenTo(proxy, chance);
        node.append(1);
      }
      proxy.heal();
      node.append(1);
      assertThat(node.acknowledged()).hasSizeGreaterThan(CUTS / 2);
      node.stands(Steady.all(log));
    }
  }

  /** The commit took place, and nobody heard of it: the answer is that it did. */
  @Test
  void shouldAskAfterACommitWhoseAnswerWasLost() throws IOException {
    try (FaultProxy proxy = new FaultProxy(Postgres.port());
        PostgresLog log = through(proxy)) {
      Steady node = new Steady(log, "one");
      node.append(10);
      for (int lost = 1; lost <= 20; lost++) {
        proxy.cutAnswer(1, 0);
        assertThat(node.append()).as("it was asked again within one append").isTrue();
        assertThat(proxy.cuts()).isEqualTo(lost);
      }
      assertThat(node.doubts()).isEmpty();
      node.stands(Steady.all(log));
    }
  }

  /** Nobody answers any more: it is in doubt, and turns out to stand. */
  @Test
  void shouldBeInDoubtWhereNobodyAnswers() throws IOException {
    try (FaultProxy proxy = new FaultProxy(Postgres.port());
        PostgresLog log = through(proxy)) {
      Steady node = new Steady(log, "one");
      node.append(3);
      proxy.cutAnswer(1, 0);
      proxy.refuse(false);
      Thread cutting = Thread.ofPlatform().start(() -> refuseAfterCut(proxy));
      boolean done = node.append();
      awaitEnd(cutting);
      assertThat(done || !node.doubts().isEmpty()).isTrue();
      assertThat(node.append()).isFalse();
      proxy.heal();
      node.append(2);
      node.stands(Steady.all(log));
    }
  }

  private static void refuseAfterCut(FaultProxy proxy) {
    while (proxy.cuts() == 0) {
      Thread.onSpinWait();
    }
    proxy.refuse(true);
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldGiveUpASilentDatabase() throws IOException {
    try (FaultProxy proxy = new FaultProxy(Postgres.port());
        PostgresLog log = through(proxy)) {
      Steady node = new Steady(log, "one");
      node.append(3);
      proxy.hang(true);
      long began = System.nanoTime();
      assertThat(node.append()).isFalse();
      assertThat((System.nanoTime() - began) / 1_000_000).isBetween(1_900L, 9_000L);
      assertThat(node.doubts()).hasSize(1);
      proxy.heal();
      node.append(2);
      node.stands(Steady.all(log));
    }
  }
}
