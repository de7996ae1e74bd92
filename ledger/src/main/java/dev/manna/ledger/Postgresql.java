package dev.manna.ledger;

import dev.manna.ledger.Table.Update;
import java.io.IOException;
import java.io.StringReader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** PostgreSQL: COPY for new rows, arrays for those that are there. */
final class Postgresql extends Dialect {
  /** A COPY takes two round trips; for fewer rows one statement is faster. */
  private static final int COPY_ROWS = 32;

  Postgresql() {
    super("postgresql", "GREATEST");
  }

  @Override
  void insert(Session session, Table table, List<Object[]> rows) throws SQLException {
    if (table.large() || rows.size() < COPY_ROWS) {
      super.insert(session, table, rows);
      return;
    }
    StringBuilder lines = new StringBuilder(rows.size() * 128);
    for (Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        lines.append(i == 0 ? "" : "\t");
        value(row[i], lines);
      }
      lines.append('\n');
    }
    String columns = String.join(", ", table.names());
    try {
      long copied =
          session
              .connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "COPY " + table.table + " (" + columns + ") FROM STDIN",
                  new StringReader(lines.toString()));
      expect(table, rows.size(), copied);
    } catch (IOException e) {
      throw new SQLException("the connection was cut", "08006", e);
    }
  }

  private static void value(Object value, StringBuilder to) {
    if (value instanceof Long number) {
      to.append(number.longValue());
      return;
    }
    String text = value.toString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> to.append("\\\\");
        case '\t' -> to.append("\\t");
        case '\n' -> to.append("\\n");
        case '\r' -> to.append("\\r");
        default -> to.append(c);
      }
    }
  }

  @Override
  void merge(Session session, Table table, List<Object[]> rows) throws SQLException {
    List<Integer> all = IntStream.range(0, table.columns.size()).boxed().toList();
    PreparedStatement statement =
        session.prepare(
            "INSERT INTO "
                + table.table
                + " ("
                + String.join(", ", table.names())
                + ") SELECT * FROM unnest("
                + parameters(table, all)
                + ")"
                + onConflict(table));
    bind(session, statement, table, all, rows);
    statement.executeUpdate();
  }

  @Override
  void update(Session session, Update update, List<Object[]> rows) throws SQLException {
    Table table = update.of;
    List<Integer> columns = new ArrayList<>();
    IntStream.range(0, table.keys).forEach(columns::add);
    columns.addAll(update.columns);
    List<String> names = table.names();
    String set =
        update.columns.stream()
            .map(column -> names.get(column) + " = v." + names.get(column))
            .collect(Collectors.joining(", "));
    String where =
        table.keyNames().stream()
            .map(key -> table.table + "." + key + " = v." + key)
            .collect(Collectors.joining(" AND "));
    String incoming = columns.stream().map(names::get).collect(Collectors.joining(", "));
    PreparedStatement statement =
        session.prepare(
            "UPDATE %s SET %s FROM unnest(%s) AS v(%s) WHERE %s"
                .formatted(table.table, set, parameters(table, columns), incoming, where));
    bind(session, statement, table, columns, rows);
    expect(table, rows.size(), statement.executeUpdate());
  }

  private static String parameters(Table table, List<Integer> columns) {
    return columns.stream()
        .map(column -> "?::" + type(table, column) + "[]")
        .collect(Collectors.joining(", "));
  }

  private static String type(Table table, int column) {
    return table.columns.get(column).type() == Table.Type.NUMBER ? "bigint" : "text";
  }

  private static void bind(
      Session session,
      PreparedStatement statement,
      Table table,
      List<Integer> columns,
      List<Object[]> rows)
      throws SQLException {
    int at = 1;
    for (int column : columns) {
      Object[] values = rows.stream().map(row -> row[column]).toArray();
      statement.setArray(at++, session.connection.createArrayOf(type(table, column), values));
    }
  }

  @Override
  @Nullable String sentence(SQLException error) {
    return switch (String.valueOf(error.getSQLState())) {
      case "53100" -> "the disk of the database is full; make room.";
      case "53300" -> "the database has no connection left; raise max_connections.";
      case "3D000" -> "there is no such database; create it.";
      case "57P01", "57P02", "57P03" -> "the database stops or starts; wait for it.";
      case "25006" -> "the database only reads: it is a standby; name the primary.";
      default -> null;
    };
  }
}
