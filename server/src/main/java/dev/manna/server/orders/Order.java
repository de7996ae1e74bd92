package dev.manna.server.orders;

import java.util.List;

/**
 * One order of a file, as it is sent to a sale.
 *
 * @param id how the file calls it, or its line where it calls it nothing
 * @param user who orders, in printable ASCII
 * @param key the order's idempotency key, in printable ASCII
 * @param lines what is ordered, in the order of the file; a SKU may stand more than once
 */
public record Order(String id, String user, String key, List<Line> lines) {
  public Order {
    lines = List.copyOf(lines);
  }

  /**
   * So many units of a SKU.
   *
   * @param sku its number in {@link Skus}
   */
  public record Line(int sku, long quantity) {}

  /** The units of all lines. */
  public long units() {
    long units = 0;
    for (Line line : lines) {
      units += line.quantity();
    }
    return units;
  }
}
