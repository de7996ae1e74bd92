package dev.manna.server.rehearsal;

import dev.manna.server.orders.Order;
import dev.manna.server.orders.Skus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What there was of each SKU, and what is left by the answers that came. */
final class Stock {
  private final Skus skus;
  private final long[] initial;
  private final long[] left;
  private final Queue<RanOut> ranOut = new ConcurrentLinkedQueue<>();

  /**
   * A SKU of which the last unit was granted.
   *
   * @param sku the shop's own code
   * @param order the order that took it
   * @param seconds after the first order was sent
   */
  record RanOut(String sku, String order, double seconds) {}

  Stock(Skus skus, long[] initial) {
    this.skus = skus;
    this.initial = initial;
    this.left = Arrays.copyOf(initial, initial.length);
  }

  /** The sale that sells this stock, as the API takes it. */
  Map<String, Object> definition() {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int sku = 0; sku < skus.size(); sku++) {
      items.add(Map.of("id", skus.id(sku), "stock", initial[sku]));
    }
    Map<String, Object> sale = new LinkedHashMap<>();
    sale.put("kind", "sale");
    sale.put("title", "Rehearsal");
    sale.put("skus", items);
    return sale;
  }

  /** An order was granted. */
  void take(Order order, double seconds) {
    for (Order.Line line : order.lines()) {
      left[line.sku()] -= line.quantity();
      if (left[line.sku()] == 0) {
        ranOut.add(new RanOut(skus.code(line.sku()), order.id(), seconds));
      }
    }
  }

  /** What has run out, in order; may be read from any thread. */
  Queue<RanOut> ranOut() {
    return ranOut;
  }

  /** The units of each SKU that were granted, by Manna's id. */
  Map<String, Long> granted() {
    Map<String, Long> granted = new LinkedHashMap<>();
    for (int sku = 0; sku < skus.size(); sku++) {
      granted.put(skus.id(sku), initial[sku] - left[sku]);
    }
    return granted;
  }

  long unitsGranted() {
    return Arrays.stream(initial).sum() - Arrays.stream(left).sum();
  }

  int size() {
    return skus.size();
  }

  /** Manna's id of a SKU. */
  String id(int sku) {
    return skus.id(sku);
  }
}
