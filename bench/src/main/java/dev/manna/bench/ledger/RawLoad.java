package dev.manna.bench.ledger;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The very rows that stand in books, by key, to be loaded into the same tables with the same
 * indexes as fast as the database takes them: COPY in PostgreSQL, statements of 256 rows elsewhere.
 */
final class RawLoad {
  /** Rows of a statement: as many as can be, and the rest of them in few. */
  private static final int[] ROWS = {256, 64, 16, 4, 1};

  /** A table with its columns and its rows; of PostgreSQL a row is a line of COPY. */
  private record Loaded(String table, List<String> columns, List<Object[]> rows) {}

  private final List<Loaded> tables = new ArrayList<>();

  /** Reads what stands in books. */
  static RawLoad of(Books books) throws SQLException {
    RawLoad raw = new RawLoad();
    try (Connection connection = books.connect()) {
      for (String table : tables(connection)) {
        raw.tables.add(load(connection, table));
      }
    }
    return raw;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    DatabaseMetaData about = connection.getMetaData();
    String schema = isPostgresql(connection) ? "public" : null;
    try (ResultSet rows =
        about.getTables(
            connection.getCatalog(), schema, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME"));
      }
    }
    tables.removeAll(List.of("positions", "schema_version", "sqlite_schema"));
    return tables;
  }

  private static boolean isPostgresql(Connection connection) throws SQLException {
    return connection.isWrapperFor(PGConnection.class);
  }

  private static Loaded load(Connection connection, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    List<Object[]> rows = new ArrayList<>();
    String order = String.join(", ", keys(connection, table));
    String query = "SELECT * FROM " + table + " ORDER BY " + order;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int count = result.getMetaData().getColumnCount();
      for (int i = 1; i <= count; i++) {
        columns.add(result.getMetaData().getColumnName(i));
      }
      while (!isPostgresql(connection) && result.next()) {
        Object[] row = new Object[count];
        for (int i = 0; i < count; i++) {
          row[i] = result.getObject(i + 1);
        }
        rows.add(row);
      }
    }
    if (isPostgresql(connection)) {
      StringWriter lines = new StringWriter();
      copy(connection, "COPY (" + query + ") TO STDOUT", lines);
      lines.toString().lines().forEach(line -> rows.add(new Object[] {line}));
    }
    return new Loaded(table, columns, rows);
  }

  private static List<String> keys(Connection connection, String table) throws SQLException {
    Map<Integer, String> keys = new TreeMap<>();
    try (ResultSet rows =
        connection.getMetaData().getPrimaryKeys(connection.getCatalog(), null, table)) {
      while (rows.next()) {
        keys.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
      }
    }
    return List.copyOf(keys.values());
  }

  private static void copy(Connection connection, String sql, StringWriter to) throws SQLException {
    try {
      copier(connection).copyOut(sql, to);
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  private static CopyManager copier(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  long rows(String table) {
    return tables.stream()
        .filter(each -> each.table().equals(table))
        .mapToLong(each -> each.rows().size())
        .sum();
  }

  /** How long it takes to load everything into empty tables, in so many transactions. */
  long nanos(Books books, int transactions) throws SQLException {
    try (Connection connection = books.connect()) {
      Map<String, PreparedStatement> prepared = new LinkedHashMap<>();
      long began = System.nanoTime();
      for (int i = 0; i < transactions; i++) {
        for (Loaded each : tables) {
          int from = (int) ((long) each.rows().size() * i / transactions);
          int to = (int) ((long) each.rows().size() * (i + 1) / transactions);
          if (isPostgresql(connection)) {
            copy(connection, each, each.rows().subList(from, to));
          } else {
            insert(connection, prepared, each, each.rows().subList(from, to));
          }
        }
        connection.commit();
      }
      return System.nanoTime() - began;
    }
  }

  private static void copy(Connection connection, Loaded table, List<Object[]> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append(row[0]).append('\n'));
    String columns = String.join(", ", table.columns());
    try {
      copier(connection)
          .copyIn(
              "COPY " + table.table() + " (" + columns + ") FROM STDIN",
              new StringReader(lines.toString()));
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  private static void insert(
      Connection connection,
      Map<String, PreparedStatement> prepared,
      Loaded table,
      List<Object[]> rows)
      throws SQLException {
    int from = 0;
    for (int size : ROWS) {
      for (; rows.size() - from >= size; from += size) {
        PreparedStatement statement = prepared(connection, prepared, table, size);
        int at = 1;
        for (Object[] row : rows.subList(from, from + size)) {
          for (Object value : row) {
            statement.setObject(at++, value);
          }
        }
        statement.executeUpdate();
      }
    }
  }

  private static PreparedStatement prepared(
      Connection connection, Map<String, PreparedStatement> prepared, Loaded table, int size)
      throws SQLException {
    String one = "(" + String.join(", ", Collections.nCopies(table.columns().size(), "?")) + ")";
    String sql =
        "INSERT INTO %s (%s) VALUES %s"
            .formatted(
                table.table(),
                String.join(", ", table.columns()),
                String.join(", ", Collections.nCopies(size, one)));
    PreparedStatement known = prepared.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      prepared.put(sql, known);
    }
    return known;
  }
}
