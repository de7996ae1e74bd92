package dev.manna.webhook;

import dev.manna.stream.SharedDatabase;
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
import java.util.function.UnaryOperator;

/**
 * An empty database, in a PostgreSQL that is started once for all tests of a process.
 *
 * @param name of the database
 * @param user who connects to it
 */
record Postgres(String name, String user) implements SharedDatabase {
  /** Where a server runs that is to be used instead, for tests of planted bugs. */
  static final String PORT = "manna.postgres.port";

  private static final AtomicInteger NAMES = new AtomicInteger();

  /** Started when first asked for. */
  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static int port() {
    Integer other = Integer.getInteger(PORT);
    return other == null ? Server.RUNNING.getPort() : other;
  }

  static Postgres fresh() {
    String name = "followers_" + System.nanoTime() + "_" + NAMES.incrementAndGet();
    new Postgres("postgres", "postgres").run("CREATE DATABASE " + name);
    return new Postgres(name, "postgres");
  }

  @Override
  public Connection connect() throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + port() + "/" + name;
    return DriverManager.getConnection(url, user, "");
  }

  @Override
  public String sentence(SQLException error) {
    return "the database says: " + error.getMessage();
  }

  /** The same, with something between it and whoever connects. */
  SharedDatabase through(UnaryOperator<Connection> between) {
    return new SharedDatabase() {
      @Override
      public Connection connect() throws SQLException {
        return between.apply(Postgres.this.connect());
      }

      @Override
      public String sentence(SQLException error) {
        return Postgres.this.sentence(error);
      }
    };
  }

  /** What is found, a row a line, its columns separated by blanks. */
  List<String> rows(String sql) {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(rows.getString(i)).append(' ');
        }
        found.add(row.toString().strip());
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
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
}
