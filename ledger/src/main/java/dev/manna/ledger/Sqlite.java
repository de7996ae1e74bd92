package dev.manna.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;

/** SQLite: a file beside the journal. */
final class Sqlite extends Dialect {
  /** Steps of its machine between two looks at the time: some tenths of a millisecond. */
  private static final int STEPS = 20_000;

  Sqlite() {
    super("sqlite", "MAX");
  }

  /** The mode cannot change within a transaction; a write under it takes all before it along. */
  @Override
  void lasting(Session session) throws SQLException {
    Connection connection = session.connection;
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = FULL");
      statement.executeUpdate("UPDATE positions SET position = position");
    } finally {
      connection.setAutoCommit(false);
    }
  }

  @Override
  boolean constraint(SQLException error) {
    return (error.getErrorCode() & 0xff) == 19;
  }

  @Override
  @Nullable String sentence(SQLException error) {
    return switch (error.getErrorCode() & 0xff) {
      case 1 ->
          String.valueOf(error.getMessage()).contains("no such table") ? Troubles.NO_BOOKS : null;
      case 9 -> Troubles.TOO_LONG;
      case 5, 6 -> "another program writes into the file of the books; let it end.";
      case 8, 14 -> "the file of the books cannot be written; check its folder and its rights.";
      case 10 -> "the disk under the books fails; check it.";
      case 13 -> "the disk under the books is full; make room.";
      case 11, 26 -> "the file of the books is damaged; move it away, and rebuild the books.";
      default -> null;
    };
  }

  @Override
  String along(String index) {
    return " INDEXED BY " + index;
  }

  @Override
  void patience(Connection connection, int seconds, BooleanSupplier late) throws SQLException {
    ProgressHandler.setHandler(
        connection,
        STEPS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return late.getAsBoolean() ? 1 : 0;
          }
        });
  }
}
