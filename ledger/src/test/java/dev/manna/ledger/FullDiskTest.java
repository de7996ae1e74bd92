package dev.manna.ledger;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Books whose disk is full, really: what they write lies on one of a few megabytes. */
final class FullDiskTest {
  private static final String FULL_SERVER = "the disk of the database is full; make room.";
  private static final String FULL_FILE = "the disk under the books is full; make room.";

  /** So many orders fill the small disk several times over. */
  private static final int MOST_ROUNDS = 100;

  private static final int ROUND = 400;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Places.class,
      names = {"POSTGRESQL", "MARIADB"})
  void shouldGoOnWhenTheDatabaseHasRoomAgain(Places places) throws IOException, SQLException {
    Path home = Files.createTempDirectory("manna-own");
    try (OwnServer server = OwnServer.start(places, home);
        SmallDisk disk = SmallDisk.over(tables(places, server, home), megabytes(places))) {
      if (places == Places.POSTGRESQL) {
        server.administer(
            "CREATE TABLESPACE small LOCATION '" + home.resolve("small") + "'",
            "ALTER DATABASE books SET TABLESPACE small");
      }
      try (Keeping shop = new Keeping(folder, new Ledger(server.books()))) {
        fill(shop);
        // InnoDB ends itself where it finds no room for what it has promised to write.
        assertThat(shop.feed().trouble().contains(FULL_SERVER) || !server.isAlive()).isTrue();
        disk.enlarge(200);
        goOn(shop, server);
        shop.recovers(server.books());
      }
      server.kill();
    }
  }

  private static void goOn(Keeping shop, OwnServer server) throws IOException {
    for (int attempt = 0; !shop.retry() && attempt < MOST_ROUNDS; attempt++) {
      if (!server.isAlive()) {
        server.start();
      }
    }
  }

  /** A tablespace of PostgreSQL; the folder of a database in MariaDB. */
  private static Path tables(Places places, OwnServer server, Path home) throws IOException {
    return places == Places.POSTGRESQL
        ? Files.createDirectories(home.resolve("small"))
        : server.data().resolve("books");
  }

  /** PostgreSQL's database has as much in it before anything is written. */
  private static int megabytes(Places places) {
    return places == Places.POSTGRESQL ? 12 : 4;
  }

  private static void fill(Keeping shop) {
    for (int round = 0; round < MOST_ROUNDS && shop.feed().trouble().isEmpty(); round++) {
      shop.sell(ROUND);
      while (shop.feed().doWork()) {
        assertThat(shop.feed().trouble()).isEmpty();
      }
    }
    assertThat(shop.feed().trouble()).as("the disk is full at last").isNotEmpty();
  }

  @Test
  void shouldGoOnWhenAFileHasRoomAgainAndWhenItMayBeWrittenAgain() throws IOException {
    Path small = folder.resolve("small");
    try (SmallDisk disk = SmallDisk.over(small, 2)) {
      Database books = Database.at("jdbc:sqlite:" + small.resolve("books.db"), null, null);
      try (Keeping shop = new Keeping(folder, new Ledger(books))) {
        fill(shop);
        shop.isInTrouble(FULL_FILE);
        disk.enlarge(200);
        shop.goesOn();
        shop.restart(new Ledger(books));
        disk.writable(false);
        shop.isInTrouble(
            "the file of the books cannot be written; check its folder and its rights.");
        disk.writable(true);
        shop.recovers(books);
      }
    }
  }

  /** The same where nobody may mount: SQLite itself allows its file no more pages. */
  @Test
  void shouldGoOnWhenAFileMayGrowAgain() throws IOException {
    Database books = Places.SQLITE.fresh().database();
    long[] pages = {150};
    Ledger ledger =
        new Ledger(
            books,
            () -> {
              Connection connection = books.connect();
              try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = " + pages[0]);
              }
              return connection;
            });
    try (Keeping shop = new Keeping(folder, ledger)) {
      fill(shop);
      shop.isInTrouble(FULL_FILE);
      pages[0] = 1_000_000;
      shop.recovers(books);
    }
  }
}
