package dev.manna.stream;

import dev.manna.core.StockEvent;
import tools.jackson.core.JsonGenerator;

/** What happens to stock by itself, in a line of the export. */
final class StockLines {
  private StockLines() {}

  static void write(JsonGenerator json, StockEvent.Noticed noticed, String item) {
    json.writeStringProperty("sku", item.split("@", 2)[0]);
    json.writeStringProperty("notice", noticed.level().word());
    json.writeNumberProperty("available", noticed.available());
  }
}
