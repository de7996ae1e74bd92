package dev.manna.server.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.Batch;
import dev.manna.core.Event;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.core.feed.Feed;
import dev.manna.ledger.BooksView;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import dev.manna.server.Complaint;
import dev.manna.server.reconcile.BooksReconciliation.Difference;
import dev.manna.simulation.CrowdLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BooksReconciliationTest {
  /** What somebody changes, and what is said of it. */
  private static final String CHANGES =
      """
      UPDATE grants SET units = units + 1 WHERE number = 1 AND cents = 0 AND campaign = \
      (SELECT MIN(campaign) FROM grants WHERE number = 1 AND cents = 0) | grant .+: the \
      log has .+, the books .+
      UPDATE grants SET cents = cents + 1 WHERE number = 1 AND cents > 0 AND campaign = \
      (SELECT MIN(campaign) FROM grants WHERE number = 1 AND cents > 0) | grant .+: the \
      log has \\d+ cents .+, the books .+
      UPDATE grants SET state = 'returned' WHERE number = 1 AND state <> 'returned' | \
      grant .+: the log has .+, the books .+ returned at position \\d+
      UPDATE grants SET position = position + 1 WHERE number = 1 | grant .+: the log has \
      .+, the books .+
      UPDATE claims SET user_name = 'mallory' WHERE number = (SELECT MIN(number) FROM \
      claims WHERE grants > 0) AND grants > 0 | grant .+ of "mallory", not its user
      DELETE FROM grants WHERE number = 2 | grant .+: the log has .+, the books nothing
      INSERT INTO grants SELECT campaign, number + 100000, claim, part, item, round, \
      units, cents, state, returned, position, granted_at, state_position, state_at FROM \
      grants WHERE number = 1 | grant \\d+.10000\\d is not the log's
      DELETE FROM claims WHERE grants = 0 | .+, claims: the log has \\d+, the books \\d+
      UPDATE pools SET given = given + 1, pool = pool - 1 WHERE item = 0 | .+, item .+, \
      given: the log has -?\\d+, the books -?\\d+
      UPDATE pools SET held = held + 1, pool = pool - 1 WHERE item = 0 | .+, item .+, \
      held: the log has -?\\d+, the books -?\\d+
      UPDATE pools SET quarantined = quarantined + 1, pool = pool - 1 WHERE item = 0 | .+, \
      item .+, quarantined: the log has -?\\d+, the books -?\\d+
      UPDATE movements SET pool = pool + 1, outside = outside - 1 WHERE part = 0 AND \
      position = (SELECT MIN(position) FROM movements) | .+: the pool is not the sum of \
      its movements
      UPDATE wallets SET opened_cents = opened_cents + 1 | wallet of .+
      UPDATE campaigns SET name = 'other' WHERE number = 0 | campaign "other" is not the \
      log's 0
      """;

  @TempDir private Path folder;

  private Database keep(CrowdLog log) {
    Database database = Database.at("jdbc:sqlite:" + folder.resolve("books.db"), null, null);
    try (Feed feed = new Feed(new Ledger(database), log, () -> 0, 500, line -> {})) {
      while (feed.doWork()) {
        assertThat(feed.trouble()).isEmpty();
      }
    }
    return database;
  }

  private static BooksReconciliation compared(Database database, CrowdLog log) throws Trouble {
    try (BooksView books = BooksView.open(database)) {
      return BooksReconciliation.of(
          books,
          "the log",
          (durable, reader) -> {
            for (Batch batch : log.batches()) {
              if (batch.last() > durable || !reader.read(batch)) {
                return;
              }
            }
          });
    }
  }

  private void change(String sql) throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("books.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).as("rows that %s changes", sql).isPositive();
    }
  }

  /** A log in which something of each kind has happened, packets that were opened among it. */
  private static CrowdLog everything() {
    return LongStream.rangeClosed(1, 100)
        .mapToObj(seed -> CrowdLog.of(seed, 2_500))
        .filter(BooksReconciliationTest::opensPackets)
        .findFirst()
        .orElseThrow();
  }

  private static boolean opensPackets(CrowdLog log) {
    return log.batches().stream()
        .flatMap(batch -> CrowdLog.events(batch).stream())
        .anyMatch(
            each ->
                each.event() instanceof Event.Settled settled
                    && settled.ending() == Event.Ending.OPENED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldFindNothingInBooksThatAreRight(long seed) throws Trouble {
    CrowdLog log = CrowdLog.of(seed, 10_000);
    BooksReconciliation reconciliation = compared(keep(log), log);
    assertThat(reconciliation.differences()).isEmpty();
    assertThat(reconciliation.ok()).isTrue();
    assertThat(reconciliation.at().position()).isEqualTo(log.position());
    assertThat(reconciliation.grants()).isGreaterThan(20);
    assertThat(reconciliation.items()).isPositive();
  }

  /** Each is the smallest change of its kind that somebody could make. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = CHANGES)
  void shouldNameWhatSomebodyHasChanged(String sql, String pattern) throws Trouble, SQLException {
    CrowdLog log = everything();
    Database database = keep(log);
    change(sql);
    BooksReconciliation reconciliation = compared(database, log);
    assertThat(reconciliation.ok()).isFalse();
    assertThat(reconciliation.found()).isPositive();
    List<String> said = reconciliation.differences().stream().map(Difference::what).toList();
    assertThat(said).anySatisfy(what -> assertThat(what).matches(pattern));
  }

  @Test
  void shouldSayWhereAGrantStands() throws Trouble, SQLException {
    CrowdLog log = CrowdLog.of(4, 2_500);
    Database database = keep(log);
    change("DELETE FROM grants WHERE number = 2");
    assertThat(compared(database, log).differences())
        .filteredOn(each -> each.what().startsWith("grant"))
        .isNotEmpty()
        .allSatisfy(
            each -> {
              assertThat(each.what()).contains("at position " + each.position());
              assertThat(each.position()).isPositive();
            });
  }

  @Test
  void shouldCompareAtThePositionOfTheBooks() throws Trouble {
    CrowdLog log = CrowdLog.of(2, 1_500);
    Database database = Database.at("jdbc:sqlite:" + folder.resolve("books.db"), null, null);
    try (Feed feed = new Feed(new Ledger(database), log, () -> 0, 50, line -> {})) {
      assertThat(feed.doWork()).isTrue();
    }
    BooksReconciliation reconciliation = compared(database, log);
    assertThat(reconciliation.differences()).isEmpty();
    assertThat(reconciliation.at().position()).isBetween(50L, log.position() - 1);
  }

  @Test
  void shouldRefuseTheBooksOfAnotherLog() {
    Database database = keep(CrowdLog.of(2, 600));
    assertThatThrownBy(() -> compared(database, CrowdLog.of(3, 600)))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("these books are of the log");
  }

  @Test
  void shouldRefuseAnotherHistory() throws SQLException {
    CrowdLog log = CrowdLog.of(2, 600);
    Database database = keep(log);
    change("UPDATE positions SET mark = mark + 1");
    assertThatThrownBy(() -> compared(database, log))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("another history");
  }

  @Test
  void shouldRefuseEmptyBooks() throws Trouble {
    Database database = Database.at("jdbc:sqlite:" + folder.resolve("books.db"), null, null);
    try (Ledger ledger = new Ledger(database)) {
      assertThat(ledger.open().position()).isZero();
    }
    assertThatThrownBy(() -> compared(database, CrowdLog.of(3, 600)))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("empty");
  }
}
