package dev.manna.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What happens to a log while an append is under way: it has looked, and has not written yet. And
 * what a log looks like that somebody has laid hands on.
 */
final class InFlightTest {
  private static final String LOCK = "SELECT 1 FROM manna_head WHERE log = 'main' FOR UPDATE";

  /** As an append of another node does, by hand. */
  private static final String TWO_MORE =
      "INSERT INTO manna_log SELECT log, position + 1, position + 1, 1, time, epoch, 'x',"
          + " sha256(chain), payload FROM manna_log ORDER BY first DESC LIMIT 1;";

  private final String name = Postgres.fresh();
  private PostgresLog log;
  private Steady node;

  @BeforeEach
  void openLog() throws IOException {
    log = open("one");
    node = new Steady(log, "one");
    node.append(4);
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  private PostgresLog open(String who) throws IOException {
    Patience patience = new Patience(20, 10_000, 1_000, 100);
    return PostgresLog.open(Postgres.at(name).with(patience), "main", who, System::nanoTime);
  }

  /** What an append is told that has begun before something happened, and writes after it. */
  private CompletableFuture<Appended> overtakenBy(String... statements) throws SQLException {
    long end = log.position();
    CompletableFuture<Appended> told;
    try (Connection connection = Postgres.administrator(name);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(LOCK);
      told =
          CompletableFuture.supplyAsync(
              () -> log.append(end, Steady.batch(end + 1, 1, "overtaken")));
      awaitWaiting();
      for (String each : statements) {
        statement.execute(each);
      }
      connection.commit();
    }
    return told;
  }

  private void awaitWaiting() throws SQLException {
    String waits =
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '"
            + name
            + "' AND query LIKE 'INSERT INTO manna_log%'";
    long until = System.nanoTime() + 10_000_000_000L;
    try (Connection connection = Postgres.administrator(name);
        Statement statement = connection.createStatement()) {
      boolean found = false;
      while (!found) {
        assertThat(System.nanoTime()).as("the append waits for the head").isLessThan(until);
        try (ResultSet row = statement.executeQuery(waits)) {
          found = row.next();
        }
      }
    }
  }

  @Test
  void shouldWriteNothingWhenItsEpochIsClosedMeanwhile() throws Exception {
    assertThat(overtakenBy("UPDATE manna_head SET epoch = epoch + 1").join())
        .isInstanceOfSatisfying(
            Appended.Fenced.class,
            fenced ->
                assertThat(fenced.detail())
                    .isEqualTo(
                        "log \"main\" is in epoch 2, and node \"one\" has registered for 1; start"
                            + " the node again"));
    node.stands(Steady.all(log));
  }

  @Test
  void shouldGoOnWhenNothingOfThatKindHappens() throws Exception {
    assertThat(overtakenBy().join()).isEqualTo(new Appended.Done(log.position()));
    assertThat(Steady.all(log)).hasSize(5);
  }

  /** Its place was taken, and what took it is removed already: no key is in its way. */
  @Test
  void shouldNotWriteWhereSomethingWasRemovedMeanwhile() throws Exception {
    long end = log.position();
    CompletableFuture<Appended> told =
        overtakenBy(
            TWO_MORE,
            TWO_MORE,
            "UPDATE manna_head SET trimmed = " + (end + 1),
            "DELETE FROM manna_log WHERE position <= " + (end + 1));
    assertThatThrownBy(told::join).hasCauseInstanceOf(Log.Gone.class);
    assertThat(count("SELECT count(*) FROM manna_log")).isEqualTo(1);
  }

  @Test
  void shouldConflictWithWhatWasWrittenMeanwhile() throws Exception {
    long end = log.position();
    String another =
        "INSERT INTO manna_log SELECT 'main', %d, %d, 2, 7, 1, 'x', %s, 'payload'"
            .formatted(end + 1, end + 2, chained(end, "payload"));
    assertThat(overtakenBy(another).join())
        .isInstanceOfSatisfying(
            Appended.Conflict.class,
            conflict -> assertThat(conflict.missing().getFirst().last()).isEqualTo(end + 2));
  }

  /** The chain of a batch of two events at 7 ms. */
  private String chained(long end, String payload) {
    return "sha256((SELECT chain FROM manna_log WHERE position = %d) || int8send(%d) || int4send(2)"
            .formatted(end, end + 1)
        + " || int8send(7) || int4send(%d) || '%s'::bytea)".formatted(payload.length(), payload);
  }

  @Test
  void shouldSayWhatWasChangedByHand() {
    Postgres.run(name, "UPDATE manna_log SET payload = payload || 'x' WHERE first = 4");
    assertDamaged("the batch at position 4 is not what was appended");
  }

  @Test
  void shouldSayWhereAHoleIs() {
    Postgres.run(name, "DELETE FROM manna_log WHERE first = 2");
    assertDamaged("after position 1 comes 4");
    Postgres.run(name, "DELETE FROM manna_log WHERE first = 1");
    assertDamaged("after position 0 comes 4");
  }

  private void assertDamaged(String what) {
    assertThatThrownBy(() -> Steady.all(log))
        .isInstanceOf(Log.Failure.class)
        .hasMessageStartingWith("log \"main\" is damaged: " + what + ". Stop all nodes, and put");
  }

  @Test
  void shouldNotWriteBehindAHole() throws SQLException {
    Postgres.run(name, "DELETE FROM manna_log WHERE position = " + log.position());
    assertThatThrownBy(() -> node.append(1))
        .isInstanceOf(Log.Failure.class)
        .hasMessageContaining("is not the one that node \"one\" has seen up to position");
    assertThat(count("SELECT count(*) FROM manna_log")).isEqualTo(3);
  }

  /** The database itself holds that no batch says more or less than it has. */
  @Test
  void shouldKeepOutWhatIsNoBatch() {
    assertThatThrownBy(
            () -> Postgres.run(name, "UPDATE manna_log SET position = 9 WHERE first = 1"))
        .hasMessageContaining("check constraint");
  }

  @Test
  void shouldSayWhoHoldsItUp() throws Exception {
    try (PostgresLog hurried =
            PostgresLog.open(
                Postgres.at(name).with(new Patience(5, 300, 500, 100)),
                "main",
                "two",
                System::nanoTime);
        Connection connection = Postgres.administrator(name);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(LOCK);
      Steady waiting = new Steady(hurried, "two");
      assertThat(waiting.append()).isFalse();
      assertThat(waiting.away().getFirst())
          .startsWith("another session locks what the log writes; find it in pg_stat_activity");
      connection.rollback();
      waiting.append(1);
      waiting.stands(Steady.all(hurried));
    }
  }

  @Test
  void shouldGoOnWhenThereAreConnectionsAgain() throws Exception {
    String role = "few_" + name;
    Postgres.run(
        name,
        "CREATE ROLE " + role + " LOGIN CONNECTION LIMIT 1",
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role,
        "GRANT ALL ON SCHEMA public TO " + role);
    String url = "jdbc:postgresql://127.0.0.1:" + Postgres.port() + "/" + name;
    Patience patience = new Patience(5, 1_000, 300, 10);
    try (PostgresLog other =
        PostgresLog.open(
            Database.at(url, role, "").with(patience), "main", "two", System::nanoTime)) {
      Steady kept = new Steady(other, "two");
      kept.append(1);
      Postgres.run(
          name,
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '%s'"
              .formatted(role));
      try (Connection taken = DriverManager.getConnection(url, role, "")) {
        assertThat(taken.isValid(5)).isTrue();
        assertThat(kept.append()).isFalse();
        assertThat(kept.append()).isFalse();
        assertThat(kept.away().getLast())
            .startsWith("the database has no connection left; raise max_connections.");
      }
      kept.append(2);
    }
    assertThat(Steady.all(log)).hasSize(7);
  }

  /** Cancelled by somebody, or by a time-out that the database has for all. */
  @Test
  void shouldTakeACancelledStatementForNothingDone() throws Exception {
    Postgres.run("postgres", "ALTER DATABASE " + name + " SET statement_timeout = '200ms'");
    try (PostgresLog other = open("two");
        Connection connection = Postgres.administrator(name);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(LOCK);
      Steady kept = new Steady(other, "two");
      assertThat(kept.append()).isFalse();
      assertThat(kept.away().getFirst()).startsWith("somebody has cancelled what the log asked");
      connection.rollback();
      kept.append(2);
      kept.stands(Steady.all(other));
    }
  }

  private long count(String query) throws SQLException {
    try (Connection connection = Postgres.administrator(name);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
