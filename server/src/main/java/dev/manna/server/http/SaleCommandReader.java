package dev.manna.server.http;

import dev.manna.core.Campaign;
import dev.manna.core.GrantId;
import dev.manna.core.Malformed;
import dev.manna.core.Sale;
import dev.manna.core.SaleCommand;

/** The bodies of what only users of a sale ask for. */
final class SaleCommandReader {
  private static final Fields EXTENSION = new Fields("holdSeconds");
  private static final Fields RETURN = new Fields("quantity");
  private static final long MILLIS_A_SECOND = 1_000;

  private SaleCommandReader() {}

  static SaleCommand extend(GrantId grant, JsonReader json) {
    long seconds = only(json, EXTENSION, "holdSeconds", Sale.MAX_HOLD_MILLIS / MILLIS_A_SECOND);
    return new SaleCommand.Extend(grant, seconds * MILLIS_A_SECOND);
  }

  static SaleCommand giveBack(GrantId grant, String key, JsonReader json) {
    return new SaleCommand.Return(grant, key, only(json, RETURN, "quantity", Campaign.MAX_SIZE));
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
