package dev.manna.log.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Empty databases, in a server that is started once for all tests of a process. */
final class Postgres {
  /** Where a server runs that is to be used instead, for tests of planted bugs. */
  static final String PORT = "manna.postgres.port";

  private static final AtomicInteger NAMES = new AtomicInteger();

  private Postgres() {}

  /** Started when first asked for; it waits for its disk, as it is when it is installed. */
  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static int port() {
    Integer other = Integer.getInteger(PORT);
    return other == null ? Server.RUNNING.getPort() : other;
  }

  /** The name of a database of its own for a test. */
  static String fresh() {
    String name = "log_" + System.nanoTime() + "_" + NAMES.incrementAndGet();
    run("postgres", "CREATE DATABASE " + name);
    return name;
  }

  /** A database, reached at some port. */
  static Database at(int port, String name) {
    return Database.at("jdbc:postgresql://127.0.0.1:" + port + "/" + name, "postgres", "");
  }

  static Database at(String name) {
    return at(port(), name);
  }

  /** A connection of an administrator. */
  static Connection administrator(String name) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/" + name, "postgres", "");
  }

  /** Does something in the name of an administrator. */
  static void run(String name, String... statements) {
    try (Connection connection = administrator(name);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
