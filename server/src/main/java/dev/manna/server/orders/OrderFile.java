package dev.manna.server.orders;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.manna.core.Sale;
import dev.manna.server.Complaint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders from a file, plain or gzipped, in one of two formats: one basket a line, its SKUs
 * separated by commas and one unit for each time a SKU is listed; or CSV whose first line names the
 * columns. A first line that holds one of the columns' names is such a header.
 */
public final class OrderFile {
  private final Skus skus = new Skus();
  private final List<Order> baskets = new ArrayList<>();
  private final BadLines bad;
  private @Nullable OrderRows rows;
  private boolean begun;

  private OrderFile(Path file) {
    bad = new BadLines(file);
  }

  /** Reads a file whole; complains about each line that cannot be used. */
  public static Orders read(Path file) {
    OrderFile reader = new OrderFile(file);
    Records.read(file, reader::take);
    Orders orders = reader.orders();
    reader.bad.complain();
    if (orders.orders().isEmpty()) {
      throw new Complaint(file + ": holds no order");
    }
    return orders;
  }

  private void take(long line, CsvRecord record) {
    if (!begun) {
      begun = true;
      List<String> names =
          record.getFields().stream()
              .map(OrderFile::withoutMark)
              .map(field -> field.strip().toLowerCase(Locale.ROOT))
              .toList();
      if (names.stream().anyMatch(OrderRows.COLUMNS::contains)) {
        rows = OrderRows.under(names, line, skus, bad);
        return;
      }
    }
    if (rows == null) {
      basket(line, record);
    } else {
      rows.take(line, record);
    }
  }

  private void basket(long line, CsvRecord record) {
    List<Order.Line> lines = new ArrayList<>(record.getFieldCount());
    for (int i = 0; i < record.getFieldCount(); i++) {
      String code = withoutMark(record.getField(i)).strip();
      if (code.isEmpty()) {
        bad.add(line, "field " + (i + 1) + " is empty; SKUs separated by commas are allowed");
        return;
      }
      try {
        lines.add(new Order.Line(skus.number(code), 1));
      } catch (IllegalArgumentException e) {
        bad.add(line, "field " + (i + 1) + ": " + e.getMessage());
        return;
      }
    }
    List<Order.Line> fitting = OrderLines.fitting(lines);
    if (fitting.size() > Sale.MAX_LINES) {
      bad.add(line, OrderLines.tooMany(fitting));
      return;
    }
    String name = Long.toString(line);
    baskets.add(new Order(name, "user-" + name, "order-" + name, fitting));
  }

  private Orders orders() {
    return rows == null
        ? new Orders(baskets, skus, "baskets")
        : new Orders(rows.orders(), skus, "CSV");
  }

  /** Spreadsheets begin a file with a byte order mark. */
  private static String withoutMark(String field) {
    return field.startsWith("\uFEFF") ? field.substring(1) : field;
  }

  /** The names of columns that a header may hold. */
  public static Set<String> columns() {
    return OrderRows.COLUMNS;
  }
}
