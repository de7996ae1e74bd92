package dev.manna.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A connection and the statements that were prepared on it. */
final class Session implements AutoCloseable {
  final Connection connection;
  private final Map<Object, PreparedStatement> prepared = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** A statement that is known by something shorter than its text. */
  interface Text {
    String sql();
  }

  PreparedStatement prepare(Text text) throws SQLException {
    PreparedStatement statement = prepared.get(text);
    if (statement == null) {
      statement = connection.prepareStatement(text.sql());
      prepared.put(text, statement);
    }
    return statement;
  }

  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  /** Takes a row of a result, from which it reads columns by number. */
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  void query(String sql, List<?> arguments, RowReader reader) throws SQLException {
    PreparedStatement statement = prepare(sql);
    bind(statement, 1, arguments.toArray());
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  /** Sets arguments from a place on; says which place is next. */
  static int bind(PreparedStatement statement, int from, Object[] arguments) throws SQLException {
    int at = from;
    for (Object argument : arguments) {
      bind(statement, at++, argument);
    }
    return at;
  }

  static void bind(PreparedStatement statement, int at, Object argument) throws SQLException {
    switch (argument) {
      // As it is: drivers that keep arguments as objects need not make another of it.
      case Long number -> statement.setObject(at, number);
      case Integer number -> statement.setLong(at, number);
      case byte[] bytes -> statement.setBytes(at, bytes);
      case Object text -> statement.setString(at, text.toString());
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Whatever was not committed is gone, which is what closing means here.
    }
  }
}
