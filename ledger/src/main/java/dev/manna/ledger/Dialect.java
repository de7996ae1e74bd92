package dev.manna.ledger;

import dev.manna.core.Check;
import dev.manna.ledger.Table.Column;
import dev.manna.ledger.Table.Merge;
import dev.manna.ledger.Table.Update;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a database takes many rows at once. What is common to all: statements of many rows, whose
 * text is one of a few, so that it is prepared once. An insert never says what to do about a row
 * that is there already: there is none, or the books differ from the log, and that is an error.
 */
abstract sealed class Dialect permits Sqlite, Postgresql, MariaDb {
  /** Rows of a statement: 256 times 16 columns stay below what every database takes. */
  private static final int[] ROWS = {256, 64, 16, 4, 1};

  /** From so many rows on it pays to have a statement without the columns that say nothing. */
  private static final int SAYING_LESS = 64;

  final String folder;
  private final String greatest;

  Dialect(String folder, String greatest) {
    this.folder = folder;
    this.greatest = greatest;
  }

  /**
   * From now on a commit returns when it survives a power cut, and so do those before it; for
   * whoever was told something because it is in the books. Databases that are servers do so anyway.
   */
  void lasting(Session session) throws SQLException {}

  /**
   * Waits until no other session changes the schema; from then on none does, until {@link
   * #unlockSchema} and the end of the transaction. A file has one server, which is alone.
   */
  void lockSchema(Session session) throws SQLException {}

  /** Ends what {@link #lockSchema} began, where the end of the transaction does not. */
  void unlockSchema(Session session) throws SQLException {}

  void insert(Session session, Table table, List<Object[]> rows) throws SQLException {
    many(session, table, rows, "");
  }

  void merge(Session session, Table table, List<Object[]> rows) throws SQLException {
    many(session, table, rows, onConflict(table));
  }

  /**
   * A statement that fills so many rows into some columns of a table. It is told by these and not
   * by its text, which is as long as the rows.
   */
  private record Filled(Table table, List<Integer> columns, int rows, String tail)
      implements Session.Text {
    @Override
    public String sql() {
      String names = columns.stream().map(table.names()::get).collect(Collectors.joining(", "));
      String one = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
      return "INSERT INTO %s (%s) VALUES ".formatted(table.table, names)
          + String.join(", ", Collections.nCopies(rows, one))
          + tail;
    }
  }

  private static void many(Session session, Table table, List<Object[]> rows, String tail)
      throws SQLException {
    int from = 0;
    for (int size : ROWS) {
      if (table.large() && size > 1) {
        continue;
      }
      while (rows.size() - from >= size) {
        fill(session, table, rows.subList(from, from + size), tail);
        from += size;
      }
    }
  }

  private static void fill(Session session, Table table, List<Object[]> rows, String tail)
      throws SQLException {
    List<Integer> columns = rows.size() < SAYING_LESS ? table.all : table.said(rows);
    PreparedStatement statement = session.prepare(new Filled(table, columns, rows.size(), tail));
    int at = 1;
    for (Object[] row : rows) {
      for (int column : columns) {
        Session.bind(statement, at++, row[column]);
      }
    }
    statement.executeUpdate();
  }

  /** What a row that is there becomes when another of its key comes. */
  String onConflict(Table table) {
    return " ON CONFLICT ("
        + String.join(", ", table.keyNames())
        + ") DO UPDATE SET "
        + changes(table, "excluded.%s");
  }

  /** The assignments of a merge; {@code incoming} names a column of the row that comes. */
  final String changes(Table table, String incoming) {
    return table.columns.stream()
        .filter(column -> column.merge() != Merge.NONE)
        .map(column -> column.name() + " = " + change(table, column, incoming))
        .collect(Collectors.joining(", "));
  }

  private String change(Table table, Column column, String incoming) {
    String here = table.table + "." + column.name();
    String there = incoming.formatted(column.name());
    return switch (column.merge()) {
      case SUM -> here + " + " + there;
      case MAX -> greatest + "(" + here + ", " + there + ")";
      case SET -> there;
      case NONE -> throw Check.broken(column.name() + " does not change");
    };
  }

  void update(Session session, Update update, List<Object[]> rows) throws SQLException {
    Table table = update.of;
    String set =
        update.columns.stream()
            .map(column -> table.names().get(column) + " = ?")
            .collect(Collectors.joining(", "));
    String where =
        table.keyNames().stream().map(key -> key + " = ?").collect(Collectors.joining(" AND "));
    PreparedStatement statement =
        session.prepare("UPDATE " + table.table + " SET " + set + " WHERE " + where);
    for (Object[] row : rows) {
      int at = 1;
      for (int column : update.columns) {
        Session.bind(statement, at++, row[column]);
      }
      for (int key = 0; key < table.keys; key++) {
        Session.bind(statement, at++, row[key]);
      }
      statement.addBatch();
    }
    long changed = 0;
    for (int count : statement.executeBatch()) {
      changed += count == Statement.SUCCESS_NO_INFO ? 1 : count;
    }
    expect(table, rows.size(), changed);
  }

  static void expect(Table table, long rows, long changed) throws SQLException {
    if (changed != rows) {
      throw new SQLException(
          "of %d rows of %s that the log changes there are %d"
              .formatted(rows, table.table, changed),
          Troubles.DIFFERENT);
    }
  }

  /** Whether a row was there already, or another rule of a table was broken. */
  boolean constraint(SQLException error) {
    return String.valueOf(error.getSQLState()).startsWith("23");
  }

  /** What whoever writes the books says first, empty for nothing. */
  String greeting(Patience patience) {
    return "";
  }

  /** What an operator must change before the database lets anybody in, null for nothing. */
  @Nullable String refusal(SQLException error) {
    return null;
  }

  /** What an error means to an operator, null where only its class says it. */
  @Nullable String sentence(SQLException error) {
    return null;
  }

  /**
   * Sees to it that no statement of a connection takes longer than it may.
   *
   * @param late asked now and then by a database that cannot look at the time itself
   */
  abstract void patience(Connection connection, int seconds, BooleanSupplier late)
      throws SQLException;

  /** What behind a table's name makes a query go along one of its indexes; it may be nothing. */
  String along(String index) {
    return "";
  }

  final void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
