package dev.manna.server.orders;

import dev.manna.core.Sale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many lines an order may have, and how one that has more is made to fit. */
final class OrderLines {
  private OrderLines() {}

  /** The lines as they are, or, where they are too many, with those of one SKU added up. */
  static List<Order.Line> fitting(List<Order.Line> lines) {
    if (lines.size() <= Sale.MAX_LINES) {
      return lines;
    }
    Map<Integer, Long> sums = new LinkedHashMap<>();
    lines.forEach(line -> sums.merge(line.sku(), line.quantity(), Long::sum));
    List<Order.Line> added = new ArrayList<>(sums.size());
    sums.forEach((sku, units) -> added.add(new Order.Line(sku, units)));
    return added;
  }

  static String tooMany(List<Order.Line> lines) {
    return "the order has " + lines.size() + " lines; 1 to " + Sale.MAX_LINES + " are allowed";
  }
}
