package dev.manna.ledger;

import dev.manna.core.Check;
import dev.manna.ledger.Table.Column;
import dev.manna.ledger.Table.Update;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows that a chunk brings, gathered by table, so that each is written in one go and by key. */
final class Writes {
  private final Map<Table, List<Object[]>> inserts = new EnumMap<>(Table.class);
  private final Map<Table, Map<List<Object>, Object[]>> merges = new EnumMap<>(Table.class);
  private final Map<Update, List<Object[]>> updates = new EnumMap<>(Update.class);

  /** A row of which there is none of its key yet. */
  void insert(Table table, Object... row) {
    Check.that(row.length == table.columns.size(), "a row has all columns", row.length);
    inserts.computeIfAbsent(table, fresh -> new ArrayList<>()).add(numbers(row));
  }

  /** A row that comes to the one of its key, where there is one. */
  void merge(Table table, Object... row) {
    Check.that(row.length == table.columns.size(), "a row has all columns", row.length);
    Object[] numbers = numbers(row);
    Object[] before =
        merges
            .computeIfAbsent(table, none -> new HashMap<>())
            .putIfAbsent(key(table, numbers), numbers);
    if (before != null) {
      for (int i = table.keys; i < numbers.length; i++) {
        before[i] = merged(table.columns.get(i), (Long) before[i], (Long) numbers[i]);
      }
    }
  }

  private static List<Object> key(Table table, Object[] row) {
    return List.of(Arrays.copyOf(row, table.keys));
  }

  private static long merged(Column column, long before, long more) {
    return switch (column.merge()) {
      case SUM -> Math.addExact(before, more);
      case MAX -> Math.max(before, more);
      case SET -> more;
      case NONE -> throw Check.broken(column.name() + " does not change");
    };
  }

  /** A row that is there and now is so; whole, of which only what may change is written. */
  void update(Update update, Object... row) {
    Check.that(row.length == update.of.columns.size(), "a row has all columns", row.length);
    updates.computeIfAbsent(update, fresh -> new ArrayList<>()).add(numbers(row));
  }

  /** Makes every number of a row a long, whatever it was. */
  private static Object[] numbers(Object[] row) {
    for (int i = 0; i < row.length; i++) {
      if (row[i] instanceof Integer number) {
        row[i] = Long.valueOf(number);
      }
    }
    return row;
  }

  void flush(Dialect dialect, Session session) throws SQLException {
    for (Map.Entry<Table, List<Object[]>> each : inserts.entrySet()) {
      dialect.insert(session, each.getKey(), sorted(each.getKey(), each.getValue()));
    }
    for (Map.Entry<Update, List<Object[]>> each : updates.entrySet()) {
      dialect.update(session, each.getKey(), sorted(each.getKey().of, each.getValue()));
    }
    for (Map.Entry<Table, Map<List<Object>, Object[]>> each : merges.entrySet()) {
      dialect.merge(session, each.getKey(), sorted(each.getKey(), each.getValue().values()));
    }
  }

  private static List<Object[]> sorted(Table table, Collection<Object[]> rows) {
    List<Object[]> sorted = new ArrayList<>(rows);
    sorted.sort(table.byKey());
    return sorted;
  }
}
