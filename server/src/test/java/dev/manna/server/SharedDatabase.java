package dev.manna.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of a test's own, in a PostgreSQL that is started once for all of them. */
record SharedDatabase(String name) {
  private static final AtomicInteger NAMES = new AtomicInteger();

  /** It waits for its disk, as it does where it is installed. */
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
        throw new UncheckedIOException(e);
      }
    }
  }

  static SharedDatabase fresh() {
    SharedDatabase made =
        new SharedDatabase("nodes_" + System.nanoTime() + "_" + NAMES.incrementAndGet());
    new SharedDatabase("postgres").run("CREATE DATABASE " + made.name);
    return made;
  }

  /** What {@code --log} says. */
  String log() {
    return "postgresql://127.0.0.1:" + Server.RUNNING.getPort() + "/" + name;
  }

  /** What {@code --ledger} says where the books are kept beside the log. */
  String ledger() {
    return "jdbc:" + log();
  }

  /** The flags of a node whose log lies here, and the books of all of them. */
  String[] flags(String node) {
    return new String[] {
      "--log", log(), "--log-user", "postgres",
      "--ledger", ledger(), "--ledger-user", "postgres",
      "--node", node
    };
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:" + log(), "postgres", "");
  }

  void run(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does something while the transaction of a statement is open, which is taken back then. */
  void during(String statement, Runnable something) {
    try (Connection connection = connect();
        Statement made = connection.createStatement()) {
      connection.setAutoCommit(false);
      made.execute(statement);
      something.run();
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of what is found. */
  List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }
}
