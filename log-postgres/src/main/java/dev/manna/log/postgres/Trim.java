package dev.manna.log.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Removes the beginning of a log. First the head says what is removed, which is when nobody reads
 * it, or writes there, any more; then the rows go, in transactions so short that nobody waits for
 * them. The newest batch lies there in any case, because it says where the log ends.
 */
final class Trim {
  private static final int ROWS = 500;

  private static final String NOTE =
      """
      UPDATE manna_head SET trimmed = greatest(trimmed, coalesce((
        SELECT position FROM manna_log WHERE log = ? AND first <= ? AND position <= ?
        ORDER BY first DESC LIMIT 1), 0))
      WHERE log = ?
      """;

  private static final String DELETE =
      """
      DELETE FROM manna_log WHERE log = ? AND first IN (
        SELECT batch.first FROM manna_log batch, manna_head head
        WHERE head.log = ? AND batch.log = head.log AND batch.position <= head.trimmed
          AND batch.first < (
            SELECT first FROM manna_log WHERE log = ? ORDER BY first DESC LIMIT 1)
        ORDER BY batch.first LIMIT %d)
      """
          .formatted(ROWS);

  private static final String OLDER =
      "SELECT first - 1 FROM manna_log WHERE log = ? AND time >= ? ORDER BY first LIMIT 1";

  private Trim() {}

  /** Up to where all that was decided is older than a time; {@link Long#MAX_VALUE} for all. */
  static long older(Connection connection, String log, long thanMillis) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OLDER)) {
      statement.setString(1, log);
      statement.setLong(2, thanMillis);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : Long.MAX_VALUE;
      }
    }
  }

  /** Says that all batches are removed that end at a position or before. */
  static void note(Connection connection, String log, long position) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
      statement.setString(1, log);
      statement.setLong(2, position);
      statement.setLong(3, position);
      statement.setString(4, log);
      statement.executeUpdate();
    }
  }

  /** Removes some of what is said to be removed; whether there may be more. */
  static boolean some(Connection connection, String log) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      statement.setString(1, log);
      statement.setString(2, log);
      statement.setString(3, log);
      return statement.executeUpdate() == ROWS;
    }
  }
}
