package dev.manna.log.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * Whether a commit in a database means that it is kept: looked at on each new connection, because
 * behind the same address may be another server since.
 */
final class Fitness {
  private static final Set<String> WAITS = Set.of("on", "remote_apply");

  private static final String SETTINGS =
      """
      SELECT current_setting('synchronous_commit'), current_setting('fsync'),
        current_setting('full_page_writes'), pg_is_in_recovery(), current_database()
      """;

  private Fitness() {}

  /**
   * Looks.
   *
   * @throws SQLException that says what was found, and the line that mends it
   */
  static void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SETTINGS)) {
      row.next();
      if (row.getBoolean(4)) {
        throw new SQLException("pg_is_in_recovery() says so", "25006");
      }
      if (!WAITS.contains(row.getString(1))) {
        throw unfit(
            "synchronous_commit is %s, and a commit must wait for the disk and for a standby:"
                    .formatted(row.getString(1))
                + " ALTER DATABASE \"%s\" SET synchronous_commit = on".formatted(row.getString(5)));
      }
      must(row, 2, "fsync");
      must(row, 3, "full_page_writes");
    }
  }

  private static void must(ResultSet row, int column, String setting) throws SQLException {
    if (!row.getString(column).equals("on")) {
      throw unfit(
          "%s is %s, and what was acknowledged would not outlive a power cut:"
                  .formatted(setting, row.getString(column))
              + " ALTER SYSTEM SET %s = on, then SELECT pg_reload_conf()".formatted(setting));
    }
  }

  private static SQLException unfit(String what) {
    return new SQLException(what, Troubles.UNFIT);
  }
}
