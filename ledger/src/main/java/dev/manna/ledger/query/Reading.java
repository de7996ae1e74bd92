package dev.manna.ledger.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** One transaction that only reads, on a connection. */
final class Reading {
  /** Rows that a database sends at a time. */
  private static final int ROWS_AHEAD = 1_000;

  private final Connection connection;
  private final BooleanSupplier tooLong;
  final long window;
  final UnaryOperator<String> along;

  /** Takes a row of a result, from which it reads columns by number. */
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** Takes rows for as long as it wants more. */
  @FunctionalInterface
  interface Taker {
    boolean take(ResultSet row) throws SQLException;
  }

  /**
   * @param tooLong whether the answer takes long by now
   * @param window where rows are picked by what no index knows, so many keys are looked at before
   *     it is asked whether that takes too long
   * @param along what makes a query go along an index
   */
  Reading(
      Connection connection, BooleanSupplier tooLong, long window, UnaryOperator<String> along) {
    this.along = along;
    this.connection = connection;
    this.window = window;
    this.tooLong = tooLong;
  }

  /** Whether what was read so far should be handed over, because so much was looked at. */
  boolean isLong() {
    return tooLong.getAsBoolean();
  }

  void query(String sql, List<?> arguments, RowReader reader) throws SQLException {
    take(
        sql,
        arguments,
        row -> {
          reader.read(row);
          return true;
        });
  }

  void take(String sql, List<?> arguments, Taker taker) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(ROWS_AHEAD);
      bind(statement, arguments);
      try (ResultSet rows = statement.executeQuery()) {
        boolean more = true;
        while (more && rows.next()) {
          more = taker.take(rows);
        }
      }
    }
  }

  private static void bind(PreparedStatement statement, List<?> arguments) throws SQLException {
    int at = 1;
    for (Object argument : arguments) {
      switch (argument) {
        case Long number -> statement.setLong(at++, number);
        case Integer number -> statement.setLong(at++, number);
        case Object text -> statement.setString(at++, text.toString());
      }
    }
  }

  /** A single number, or what stands for none. */
  long number(String sql, List<?> arguments, long none) throws SQLException {
    long[] found = {none};
    query(
        sql,
        arguments,
        row -> {
          long number = row.getLong(1);
          found[0] = row.wasNull() ? none : number;
        });
    return found[0];
  }
}
