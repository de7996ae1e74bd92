package dev.manna.stream.rocketmq;

import dev.manna.stream.SharedDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An empty database, in a PostgreSQL that is started once for all tests of a process.
 *
 * @param name of the database
 * @param user who connects to it
 */
record Postgres(String name, String user) implements SharedDatabase {
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

  static Postgres fresh() {
    String name = "followers_" + NAMES.incrementAndGet();
    new Postgres("postgres", "postgres").run("CREATE DATABASE " + name);
    return new Postgres(name, "postgres");
  }

  @Override
  public Connection connect() throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + Server.RUNNING.getPort() + "/" + name;
    return DriverManager.getConnection(url, user, "");
  }

  @Override
  public String sentence(SQLException error) {
    return "the database says: " + error.getMessage();
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
