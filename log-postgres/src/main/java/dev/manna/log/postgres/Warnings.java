package dev.manna.log.postgres;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/**
 * What the database says beside an answer. Where the wait for a standby was cancelled it answers as
 * if nothing was, with a warning: the commit took place, and may be lost with the server.
 */
final class Warnings {
  private Warnings() {}

  /** Takes an answer with a warning for none. */
  static void refuse(Statement statement) throws SQLException {
    SQLWarning warning = statement.getWarnings();
    if (warning != null) {
      throw new SQLException(String.valueOf(warning.getMessage()), "57014");
    }
  }
}
