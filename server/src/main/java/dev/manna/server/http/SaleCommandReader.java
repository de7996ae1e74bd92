package dev.manna.server.http;

import dev.manna.core.Campaign;
import dev.manna.core.GrantId;
import dev.manna.core.Malformed;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand;
import java.util.List;

/** The bodies of what only users of a sale ask for. */
final class SaleCommandReader {
  private static final Fields EXTENSION = new Fields("holdSeconds");
  private static final Fields QUANTITY = new Fields("quantity");
  private static final long MAX_QUANTITY = 1_000_000_000;
  private static final long MILLIS_A_SECOND = 1_000;

  private SaleCommandReader() {}

  static SaleCommand extend(GrantId grant, JsonReader json) {
    long seconds = only(json, EXTENSION, "holdSeconds", Sale.MAX_HOLD_MILLIS / MILLIS_A_SECOND);
    return new SaleCommand.Extend(grant, seconds * MILLIS_A_SECOND);
  }

  static SaleCommand giveBack(GrantId grant, String key, JsonReader json) {
    return new SaleCommand.Return(grant, key, only(json, QUANTITY, "quantity", Campaign.MAX_SIZE));
  }

  /** What a path says of a claim that waits no longer. */
  static SaleCommand leave(String path) {
    List<String> claim = Uri.segments(path);
    return new SaleCommand.Leave(claim.get(0), claim.get(1), claim.get(2));
  }

  /** What a path says of a cart, and for a line the body. */
  static SaleCommand cart(Route route, String path, JsonReader json) {
    List<String> cart = Uri.segments(path);
    if (route == Route.EMPTY_CART) {
      return new SaleCommand.EmptyCart(cart.get(0), cart.get(1));
    }
    long units = route == Route.SET_CART ? only(json, QUANTITY, "quantity", MAX_QUANTITY) : 0;
    return new SaleCommand.SetCart(cart.get(0), cart.get(1), cart.get(2), units);
  }

  /** The number in an object of one field, at least 1. */
  private static long only(JsonReader json, Fields fields, String name, long most) {
    long number = 0;
    json.beginObject(fields);
    while (json.nextField() >= 0) {
      number = json.integer(1, most);
    }
    if (number == 0) {
      throw new Malformed(name, "is missing");
    }
    return number;
  }
}
