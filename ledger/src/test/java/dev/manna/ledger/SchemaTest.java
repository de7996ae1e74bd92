package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.feed.Bookmark;
import dev.manna.core.feed.EventSink.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that are there, half there, or another program's. */
final class SchemaTest {
  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldGoOnWithAMigrationThatWasCutOff(Places places) throws SQLException, Trouble {
    Database database = places.fresh().database();
    List<String> statements = Schema.statements(database.dialect().folder, 1);
    assertThat(statements).hasSizeGreaterThan(15);
    for (String statement : statements.subList(0, 7)) {
      execute(database, statement);
    }
    try (Ledger ledger = new Ledger(database)) {
      assertThat(ledger.open()).isEqualTo(Bookmark.START);
      assertThat(ledger.open()).isEqualTo(Bookmark.START);
    }
    assertThat(Contents.rows(database, "SELECT version FROM schema_version")).containsExactly("1");
  }

  /** Several nodes start beside each other, and each looks into books that nobody has made yet. */
  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void shouldBeMadeByOneOfSeveralThatBeginAtOnce(Places places) throws Exception {
    int nodes = 6;
    for (int round = 0; round < 5; round++) {
      Database database = places.fresh().database();
      CyclicBarrier ready = new CyclicBarrier(nodes);
      try (ExecutorService threads = Executors.newFixedThreadPool(nodes)) {
        List<Future<Bookmark>> opened = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
          opened.add(threads.submit(() -> opened(database, ready)));
        }
        for (Future<Bookmark> each : opened) {
          assertThat(each.get()).isEqualTo(Bookmark.START);
        }
      }
    }
  }

  private static Bookmark opened(Database database, CyclicBarrier ready) throws Exception {
    try (Ledger ledger = new Ledger(database)) {
      ready.await();
      return ledger.open();
    }
  }

  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldRefuseTheBooksOfANewerProgram(Places places) throws SQLException, Trouble {
    Database database = places.fresh().database();
    try (Ledger ledger = new Ledger(database)) {
      ledger.open();
      execute(database, "INSERT INTO schema_version (version) VALUES (99)");
      assertThatThrownBy(ledger::open)
          .isInstanceOfSatisfying(Trouble.class, e -> assertThat(e.isLasting()).isTrue())
          .hasMessageContaining("its schema has version 99, and this program knows 1");
      assertThatThrownBy(() -> BooksView.open(database))
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("its schema has version 99, and this program knows 1");
    }
  }

  /** What a movement takes from one account it brings to another: the database itself says so. */
  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldRefuseAMovementThatDoesNotBalance(Places places) throws Trouble {
    Database database = places.fresh().database();
    try (Ledger ledger = new Ledger(database)) {
      ledger.open();
    }
    assertThatThrownBy(
            () ->
                execute(
                    database,
                    "INSERT INTO movements VALUES (0, 0, 1, 0, 0, 0, 0, 'given', 0, -1, 0, 0, 2,"
                        + " 0, 0)"))
        .isInstanceOf(SQLException.class);
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      connection.commit();
    }
  }
}
