package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.manna.core.feed.EventSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Books that somebody else writes or has written into, or that are damaged. */
final class ForeignWriteTest {
  @TempDir Path folder;

  @Test
  void shouldWaitForWhoeverWritesIntoTheFile() throws IOException, SQLException {
    Database books = Places.SQLITE.fresh().database();
    try (Keeping shop = new Keeping(folder, new Ledger(books))) {
      shop.goesOn();
      try (Connection other = books.connect();
          Statement statement = other.createStatement()) {
        statement.executeUpdate("UPDATE claims SET uses = uses");
        shop.isInTrouble("another program writes into the file of the books; let it end.");
        other.rollback();
      }
      shop.recovers(books);
    }
  }

  @Test
  void shouldNotGoOnInADamagedFile() throws IOException {
    Path file = folder.resolve("books.db");
    Database books = Database.at("jdbc:sqlite:" + file, null, null);
    try (Keeping shop = new Keeping(folder, new Ledger(books))) {
      shop.goesOn();
      shop.feed().close();
      Files.writeString(file, "rotten".repeat(2_000));
      shop.restart(new Ledger(books));
      shop.isInTrouble("the file of the books is damaged; move it away, and rebuild the books.");
      Files.delete(file);
      shop.recovers(books);
    }
  }

  /** Whoever starts an older program does not harm what a newer one has made. */
  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldLeaveBooksOfANewerProgramAlone(Places places) throws IOException, SQLException {
    Database books = places.fresh().database();
    try (Keeping shop = new Keeping(folder, new Ledger(books))) {
      shop.goesOn();
      change(books, "INSERT INTO schema_version (version) VALUES (99)");
      Object before = Contents.of(books);
      shop.restart(new Ledger(books));
      shop.isInTrouble("it was made by a newer one. Start that one, or name other books.");
      assertThat(Contents.of(books)).isEqualTo(before);
      change(books, "DELETE FROM schema_version WHERE version = 99");
      shop.recovers(books);
    }
  }

  /** The position was lost, so everything comes again: no row is there twice, or passed over. */
  @ParameterizedTest
  @EnumSource(Places.class)
  void shouldNotTakeRowsThatAreThereForItsOwn(Places places) throws IOException, SQLException {
    Database books = places.fresh().database();
    try (Keeping shop = new Keeping(folder, new Ledger(books))) {
      shop.goesOn();
      change(books, "DELETE FROM positions");
      Object before = Contents.of(books);
      shop.restart(new Ledger(books));
      shop.isInTrouble(
          "the books are not what the log has made of them; stop the server and run"
              + " 'manna ledger rebuild'.");
      assertThat(Contents.of(books)).isEqualTo(before);
      try (Ledger rebuilding = new Ledger(books)) {
        rebuilding.clear();
      } catch (EventSink.Trouble e) {
        throw new IllegalStateException(e);
      }
      shop.recovers(books);
    }
  }

  private static void change(Database books, String sql) throws SQLException {
    try (Connection connection = books.connect();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
      connection.commit();
    }
  }
}
