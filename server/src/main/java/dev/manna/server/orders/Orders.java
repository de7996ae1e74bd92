package dev.manna.server.orders;

import java.util.List;

/**
 * All orders of a file.
 *
 * @param orders in the order in which they were placed
 * @param skus the SKUs that stand in them
 * @param format how the file was read, for people
 */
public record Orders(List<Order> orders, Skus skus, String format) {
  public Orders {
    orders = List.copyOf(orders);
  }
}
