package dev.manna.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every row of the books, as text, by table and in order. */
final class Contents {
  private Contents() {}

  static Map<String, List<String>> of(Database database) {
    Map<String, List<String>> contents = new TreeMap<>();
    try (Connection connection = database.connect()) {
      for (Table table : Table.values()) {
        String keys = String.join(", ", table.keyNames());
        contents.put(
            table.table,
            rows(
                connection,
                "SELECT "
                    + String.join(", ", table.names())
                    + " FROM "
                    + table.table
                    + " ORDER BY "
                    + keys));
      }
      contents.put(
          "positions", rows(connection, "SELECT sink, log_id, position, mark FROM positions"));
      return contents;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> rows(Database database, String sql) {
    try (Connection connection = database.connect()) {
      return rows(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          Object cell = rows.getObject(i);
          cells.add(
              cell instanceof byte[] bytes
                  ? HexFormat.of().formatHex(bytes)
                  : String.valueOf(rows.getString(i)));
        }
        lines.add(String.join("|", cells));
      }
    }
    return lines;
  }
}
