package dev.manna.server.orders;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.manna.core.Ids;
import dev.manna.core.Sale;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Orders from rows under a header: the rows of an order may lie apart. */
final class OrderRows {
  static final Set<String> COLUMNS = Set.of("order", "time", "user", "sku", "quantity");

  /** What one line of an order may ask for, as the law has it. */
  private static final long MAX_QUANTITY = 1_000_000_000;

  private final Skus skus;
  private final BadLines bad;
  private final List<String> names;
  private final int order;
  private final int time;
  private final int user;
  private final int sku;
  private final int quantity;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  private OrderRows(List<String> names, Skus skus, BadLines bad) {
    this.names = names;
    this.skus = skus;
    this.bad = bad;
    order = names.indexOf("order");
    time = names.indexOf("time");
    user = names.indexOf("user");
    sku = names.indexOf("sku");
    quantity = names.indexOf("quantity");
  }

  /** An order whose rows are being gathered. */
  private static final class Draft {
    final long line;
    final long millis;
    final @Nullable String user;
    final List<Order.Line> lines = new ArrayList<>();

    Draft(long line, long millis, @Nullable String user) {
      this.line = line;
      this.millis = millis;
      this.user = user;
    }
  }

  /** Rows under a header with these names, in lower case; others than {@link #COLUMNS} may be. */
  static OrderRows under(List<String> names, long line, Skus skus, BadLines bad) {
    for (String needed : List.of("order", "sku")) {
      if (!names.contains(needed)) {
        bad.add(line, "the header " + names + " has no column \"" + needed + "\"; " + allowed());
        bad.complain();
      }
    }
    for (String name : COLUMNS) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        bad.add(line, "the header has the column \"" + name + "\" twice");
        bad.complain();
      }
    }
    return new OrderRows(names, skus, bad);
  }

  private static String allowed() {
    return "order and sku are needed, of " + new TreeSet<>(COLUMNS);
  }

  void take(long line, CsvRecord record) {
    if (record.getFieldCount() != names.size()) {
      bad.add(
          line, record.getFieldCount() + " fields under a header of " + names.size() + " columns");
      return;
    }
    try {
      row(line, record);
    } catch (IllegalArgumentException e) {
      bad.add(line, String.valueOf(e.getMessage()));
    }
  }

  private void row(long line, CsvRecord record) {
    String id = record.getField(order).strip();
    if (id.isEmpty()) {
      throw new IllegalArgumentException("the order is empty");
    }
    String buyer = user < 0 ? "" : record.getField(user).strip();
    Draft draft = drafts.get(id);
    if (draft == null) {
      long millis = time < 0 ? 0 : OrderTime.millis(record.getField(time).strip());
      draft = new Draft(line, millis, buyer.isEmpty() ? null : ascii("user", buyer));
      ascii("order", id);
      drafts.put(id, draft);
    } else if (!buyer.isEmpty() && !ascii("user", buyer).equals(draft.user)) {
      throw new IllegalArgumentException(
          "order %s has the user \"%s\" here and \"%s\" in line %d"
              .formatted(id, buyer, draft.user == null ? "" : draft.user, draft.line));
    }
    long units = quantity < 0 ? 1 : units(record.getField(quantity).strip());
    draft.lines.add(new Order.Line(skus.number(record.getField(sku).strip()), units));
  }

  private static long units(String text) {
    try {
      long units = Long.parseLong(text);
      if (units >= 1 && units <= MAX_QUANTITY) {
        return units;
      }
    } catch (NumberFormatException e) {
      // Said below, together with what is allowed.
    }
    throw new IllegalArgumentException(
        "the quantity \"" + text + "\" is not a whole number from 1 to " + MAX_QUANTITY);
  }

  /** The orders by time and, where that is the same or missing, by their first row. */
  List<Order> orders() {
    List<Map.Entry<String, Draft>> sorted = new ArrayList<>(drafts.entrySet());
    sorted.sort(Comparator.comparingLong(entry -> entry.getValue().millis));
    List<Order> orders = new ArrayList<>(sorted.size());
    for (Map.Entry<String, Draft> entry : sorted) {
      Draft draft = entry.getValue();
      List<Order.Line> lines = OrderLines.fitting(draft.lines);
      if (lines.size() > Sale.MAX_LINES) {
        bad.add(draft.line, OrderLines.tooMany(lines));
      }
      String buyer = draft.user == null ? "user-" + draft.line : draft.user;
      orders.add(new Order(entry.getKey(), buyer, ascii("order", entry.getKey()), lines));
    }
    return orders;
  }

  /** Manna's users and keys are printable ASCII; any other character is written as in a URL. */
  private static String ascii(String column, String text) {
    StringBuilder ascii = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      if (each > ' ' && each < 0x7f && each != '%') {
        ascii.append((char) each);
      } else {
        ascii.append('%').append(String.format("%02X", each & 0xff));
      }
    }
    if (ascii.length() > Ids.MAX_KEY) {
      throw new IllegalArgumentException(
          "the %s \"%s\" takes %d characters; at most %d are allowed"
              .formatted(column, text, ascii.length(), Ids.MAX_KEY));
    }
    return ascii.toString();
  }
}
