package dev.manna.log.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables of the log, by migrations: the files {@code V1.sql}, {@code V2.sql} and so on, each
 * applied once, in order. Their history is a table of its own, so that the books may stand beside
 * them.
 */
final class Schema {
  /** The last migration that this program knows. */
  static final int VERSION = 5;

  /** Any number, the same for all nodes: they start together, and one makes the tables. */
  private static final long LOCK = 0x6d616e6e61L;

  private Schema() {}

  /** Makes the tables what this program needs, all or nothing. */
  static void migrate(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      int found = version(statement);
      if (found > VERSION) {
        throw new SQLException(
            "its tables of the log have version %d, and this program knows %d: start the newer one"
                .formatted(found, VERSION),
            Troubles.UNFIT);
      }
      for (int next = found + 1; next <= VERSION; next++) {
        statement.execute(text(next));
        statement.execute("INSERT INTO manna_log_schema (version) VALUES (" + next + ")");
      }
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Whoever finds all tables needs no right to make any. */
  private static int version(Statement statement) throws SQLException {
    boolean there;
    try (ResultSet row = statement.executeQuery("SELECT to_regclass('manna_log_schema')")) {
      row.next();
      there = row.getString(1) != null;
    }
    if (!there) {
      statement.execute("CREATE TABLE manna_log_schema (version INTEGER NOT NULL PRIMARY KEY)");
    }
    try (ResultSet row = statement.executeQuery("SELECT max(version) FROM manna_log_schema")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static String text(int version) {
    String name = "V" + version + ".sql";
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in this jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }
}
