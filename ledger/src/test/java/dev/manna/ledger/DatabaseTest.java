package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.manna.core.feed.EventSink.Trouble;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a database, and what is not. */
final class DatabaseTest {
  private static final String SECRET = "pa55word";

  @Test
  void shouldShowNoPassword() {
    Database database =
        Database.at(
            "jdbc:postgresql://me:" + SECRET + "@db:1/books?password=" + SECRET, "me", SECRET);
    assertThat(database.shown()).isEqualTo("jdbc:postgresql://db:1/books");
  }

  @Test
  void shouldSayWhatIsAllowed() {
    assertThatThrownBy(() -> Database.at("jdbc:oracle:x?password=" + SECRET, null, null))
        .hasMessageContaining("jdbc:postgresql://HOST/NAME")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void shouldSayWhatToDoWhereNobodyListens() {
    Database database = Database.at("jdbc:postgresql://127.0.0.1:1/books", "me", SECRET);
    try (Ledger ledger = new Ledger(database)) {
      assertThatThrownBy(ledger::open)
          .isInstanceOf(Trouble.class)
          .hasMessageContaining("the database cannot be reached; see that it runs.")
          .hasMessageNotContaining(SECRET);
    }
  }

  @Test
  void shouldSayWhatToDoWhereThereIsNoSuchDatabase() {
    Places.Place place = Places.POSTGRESQL.fresh();
    String url = "jdbc:postgresql://localhost:" + place.port() + "/nowhere";
    try (Ledger ledger = new Ledger(Database.at(url, place.user(), ""))) {
      assertThatThrownBy(ledger::open)
          .hasMessageContaining("there is no such database; create it.");
    }
  }

  @Test
  void shouldNameAHostThatIsUnknown() {
    for (String kind : List.of("postgresql", "mariadb")) {
      Database database = Database.at("jdbc:" + kind + "://no.host.invalid/books", "me", SECRET);
      try (Ledger ledger = new Ledger(database)) {
        assertThatThrownBy(ledger::open)
            .isInstanceOf(Trouble.class)
            .hasMessageEndingWith(
                "the database cannot be reached; see that it runs. (jdbc:"
                    + kind
                    + "://no.host.invalid/books: there is no host of that name)");
      }
    }
  }

  /** Whoever writes them into a log writes each once. */
  @Test
  void shouldSayTheSameOfTheSameTrouble() {
    Places.Place place = Places.MARIADB.fresh();
    String url = "jdbc:mariadb://localhost:" + place.port() + "/nowhere?sslMode=disable";
    Set<String> said = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      try (Ledger ledger = new Ledger(Database.at(url, place.user(), ""))) {
        said.add(catchThrowable(ledger::open).getMessage());
      }
    }
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("there is no such database; create it.")
        .endsWith("/nowhere: Unknown database 'nowhere')");
  }

  /** Whoever compares or exports makes no file, and is told that there is none. */
  @Test
  void shouldMakeNoFileToReadIt(@TempDir Path folder) {
    Path file = folder.resolve("books.db");
    assertThatThrownBy(() -> BooksView.open(Database.at("jdbc:sqlite:" + file, null, null)))
        .isInstanceOf(Trouble.class)
        .hasMessageStartingWith("there is no such file, or none that may be read");
    assertThat(file).doesNotExist();
  }
}
