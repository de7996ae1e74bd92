package dev.manna.webhook;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A connection to an outbox, and the statements that were prepared on it. What is not between
 * {@link #begin} and {@link #commit} is a transaction by itself.
 */
final class Session implements AutoCloseable {
  private final Store store;
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Session(Store store) throws SQLException {
    this.store = store;
    connection = store.connect();
  }

  Connection connection() {
    return connection;
  }

  /** Takes a row of a result, from which it reads columns by number. */
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  void query(String sql, RowReader reader, Object... arguments) throws SQLException {
    PreparedStatement statement = prepare(sql, arguments);
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  /** Changes rows, and says how many. */
  int update(String sql, Object... arguments) throws SQLException {
    return prepare(sql, arguments).executeUpdate();
  }

  /** Begins a transaction. */
  void begin() throws SQLException {
    store.begin(this);
  }

  void commit() throws SQLException {
    store.commit(this);
  }

  private PreparedStatement prepare(String sql, Object[] arguments) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case Number number -> statement.setLong(i + 1, number.longValue());
        case byte[] bytes -> statement.setBytes(i + 1, bytes);
        case Array array -> statement.setArray(i + 1, array);
        case Object text -> statement.setString(i + 1, text.toString());
      }
    }
    return statement;
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
