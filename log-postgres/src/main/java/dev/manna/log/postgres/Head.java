package dev.manna.log.postgres;

import dev.manna.core.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What is true of a log as a whole.
 *
 * @param epoch the one in which nodes may append
 * @param trimmed all up to this position was removed
 */
record Head(long epoch, long trimmed) {
  private static final String FOUND =
      "INSERT INTO manna_head (log, epoch) VALUES (?, 1) ON CONFLICT (log) DO NOTHING";

  private static final String REMOVED =
      "UPDATE manna_head SET trimmed = greatest(trimmed, ?) WHERE log = ?";

  private static final String READ = "SELECT epoch, trimmed FROM manna_head WHERE log = ?";

  /** Begins a log, unless it has begun. */
  static void found(Connection connection, String log) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FOUND)) {
      statement.setString(1, log);
      statement.executeUpdate();
    }
  }

  static Head of(Connection connection, String log) throws SQLException {
    return read(connection, log, READ);
  }

  /**
   * Commits something that waits for the disk and for the standby: whatever was visible before is
   * as durable then. What it writes is a lock; whoever only reads waits for nobody.
   */
  static void confirm(Connection connection, String log) throws SQLException {
    read(connection, log, READ + " FOR SHARE");
  }

  private static Head read(Connection connection, String log, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, log);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          String what = "there is no log \"" + log + "\" in the database any more";
          throw new Log.Failure(what + "; put it back from a backup.", new SQLException(what));
        }
        Head head = new Head(row.getLong(1), row.getLong(2));
        Warnings.refuse(statement);
        return head;
      }
    }
  }

  /** Says that all up to a position was removed, wherever the log lies; how many logs that are. */
  static int removed(Connection connection, String log, long upTo) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(REMOVED)) {
      statement.setLong(1, upTo);
      statement.setString(2, log);
      return statement.executeUpdate();
    }
  }
}
