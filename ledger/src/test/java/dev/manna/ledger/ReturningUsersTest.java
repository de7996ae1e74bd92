package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.Batch;
import dev.manna.core.Command;
import dev.manna.core.Command.Line;
import dev.manna.core.Limits;
import dev.manna.core.RedPacket;
import dev.manna.core.Request;
import dev.manna.core.Sale;
import dev.manna.core.Sale.Sku;
import dev.manna.core.Terms;
import dev.manna.core.feed.Chunk;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.law.Machine;
import dev.manna.simulation.Chance;
import dev.manna.simulation.CrowdLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Crowds of which some were there before and some are new: each adds to the user's one row. */
final class ReturningUsersTest {
  private static final int CROWD = 100;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  /**
   * Users from a number on come to a sale and to a rain, in one batch; before it, what they are.
   */
  private static CrowdLog log(int... firstUsers) {
    Chance chance = new Chance(2);
    Machine machine = new Machine();
    List<Batch> batches = new ArrayList<>();
    machine.begin(1_000);
    machine.found(chance.bits(), chance.bits());
    for (Command definition : definitions()) {
      machine.handle(machine.prepare(definition), chance::bits);
    }
    batches.add(CrowdLog.copy(machine));
    for (int i = 0; i < firstUsers.length; i++) {
      machine.begin(2_000 + i);
      for (int user = firstUsers[i]; user < firstUsers[i] + CROWD; user++) {
        for (Request claim : claims("user-" + user, "key-" + i + "-" + user)) {
          machine.handle(machine.prepare(claim), chance::bits);
        }
      }
      batches.add(CrowdLog.copy(machine));
    }
    return CrowdLog.of(batches);
  }

  private static List<Command> definitions() {
    Terms terms = Terms.open("").with(Limits.NONE);
    return List.of(
        new Command.Define("sale", new Sale(terms, List.of(new Sku("a", "", 100_000))), 0),
        new Command.Define(
            "rain",
            new RedPacket(
                terms,
                "CNY",
                1_000_000,
                10_000,
                new RedPacket.Split.DoubleMean(1, 1_000),
                RedPacket.ALWAYS),
            0));
  }

  private static List<Request> claims(String user, String key) {
    return List.of(
        new Command.Deduct("sale", user, key, List.of(new Line("a", 1)), 0),
        new Command.Snatch("rain", user, key));
  }

  private static void take(CrowdLog log, Database books) throws Trouble {
    try (Ledger ledger = new Ledger(books)) {
      ledger.open();
      for (Chunk chunk : log.chunks(1)) {
        ledger.take(chunk);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldAddToThoseWhoAreThereAndMakeThoseWhoAreNew(Places places) throws Trouble {
    CrowdLog log = log(0, CROWD / 2, CROWD / 2, 10 * CROWD, CROWD);
    Database books = places.fresh().database();
    take(log, books);
    new Recount(log).compare(books);
    assertThat(Contents.of(books)).isEqualTo(CutTest.rebuilt(log));
    assertThat(Contents.rows(books, "SELECT COUNT(*), SUM(claims) FROM users"))
        .containsExactly(6 * CROWD + "|" + 10 * CROWD);
  }

  /** However many there are, users are looked up by key, in books that were empty a moment ago. */
  @Test
  void shouldNotReadAllUsersOfPostgresqlForThoseWhoCome() throws Trouble {
    int times = 20;
    Database books = Places.POSTGRESQL.fresh().database();
    take(log(new int[times]), books);
    long changed = (times - 1L) * 2 * CROWD;
    long until = System.nanoTime() + PATIENCE_NANOS;
    long[] figures = {0, 0};
    while (figures[0] < changed) {
      assertThat(System.nanoTime()).as("PostgreSQL counts what was done").isLessThan(until);
      String row =
          Contents.rows(
                  books,
                  "SELECT n_tup_upd, seq_scan FROM pg_stat_user_tables WHERE relname = 'users'")
              .getFirst();
      figures = List.of(row.split("\\|")).stream().mapToLong(Long::parseLong).toArray();
    }
    assertThat(figures[0]).isEqualTo(changed);
    assertThat(figures[1]).as("times that the whole table was read").isLessThan(times / 4);
  }
}
