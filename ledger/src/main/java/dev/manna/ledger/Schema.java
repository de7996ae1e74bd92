package dev.manna.ledger;

import dev.manna.core.feed.EventSink.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of the books, by migrations: the files {@code V1.sql}, {@code V2.sql} and so on of the
 * dialect's folder, each applied once, in order. A statement may be repeated, because not every
 * database takes back tables that a cut off migration has made.
 */
final class Schema {
  /** The last migration that this program knows. */
  static final int VERSION = 1;

  private static final List<String> VIEWS = List.of("holds", "budgets", "balance");

  private Schema() {}

  /** Makes the tables what this program needs, by one session after the other; commits. */
  static void migrate(Dialect dialect, Session session) throws SQLException, Trouble {
    dialect.lockSchema(session);
    execute(
        session,
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY)");
    int found = known(session);
    for (int next = found + 1; next <= VERSION; next++) {
      for (String statement : statements(dialect.folder, next)) {
        execute(session, statement);
      }
      execute(session, "INSERT INTO schema_version (version) VALUES (" + next + ")");
    }
    session.connection.commit();
    dialect.unlockSchema(session);
  }

  /** The version that is there; refuses one that this program does not know. */
  static int known(Session session) throws SQLException, Trouble {
    int found = version(session);
    if (found > VERSION) {
      throw Trouble.lasting(
          "its schema has version %d, and this program knows %d: it was made by a newer one."
                  .formatted(found, VERSION)
              + " Start that one, or name other books.");
    }
    return found;
  }

  private static int version(Session session) throws SQLException {
    List<Integer> found = new ArrayList<>();
    session.query(
        "SELECT MAX(version) FROM schema_version", List.of(), row -> found.add(row.getInt(1)));
    return found.getFirst();
  }

  /** Takes all away that {@link #migrate} has made. */
  static void drop(Session session) throws SQLException {
    for (String view : VIEWS) {
      execute(session, "DROP VIEW IF EXISTS " + view);
    }
    for (Table table : Table.values()) {
      execute(session, "DROP TABLE IF EXISTS " + table.table);
    }
    execute(session, "DROP TABLE IF EXISTS positions");
    execute(session, "DROP TABLE IF EXISTS schema_version");
    session.connection.commit();
  }

  private static void execute(Session session, String sql) throws SQLException {
    try (Statement statement = session.connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A file's statements: each ends with a semicolon at the end of a line. */
  static List<String> statements(String folder, int version) {
    String name = folder + "/V" + version + ".sql";
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in this jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<String> statements = new ArrayList<>();
      StringBuilder statement = new StringBuilder();
      for (String line : text.lines().filter(each -> !each.startsWith("--")).toList()) {
        statement.append(line).append('\n');
        if (line.endsWith(";")) {
          statement.setLength(statement.length() - 2);
          statements.add(statement.toString().strip());
          statement.setLength(0);
        }
      }
      return statements;
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }
}
