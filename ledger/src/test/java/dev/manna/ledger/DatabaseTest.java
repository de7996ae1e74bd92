package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.manna.core.feed.EventSink.Trouble;
import org.junit.jupiter.api.Test;

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
}
