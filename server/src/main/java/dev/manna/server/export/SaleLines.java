package dev.manna.server.export;

import dev.manna.core.SaleEvent;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** What a line of the export says of an event that only sales have. */
final class SaleLines {
  private SaleLines() {}

  static void write(JsonGenerator json, People people, String campaign, SaleEvent event) {
    json.writeStringProperty("campaign", campaign);
    switch (event) {
      case SaleEvent.Extended extended -> {
        json.writeNumberProperty("claim", extended.claim() + 1);
        Instant end = Instant.ofEpochMilli(extended.expiresAtMillis());
        json.writeStringProperty("expiresAt", end.toString());
      }
      case SaleEvent.CartSet set when people.hidden() -> {}
      case SaleEvent.CartEmptied emptied when people.hidden() -> {}
      case SaleEvent.CartSet set -> {
        json.writeStringProperty("user", set.claimant().user());
        json.writeStringProperty("sku", set.sku());
        json.writeNumberProperty("quantity", set.units());
      }
      case SaleEvent.CartEmptied emptied ->
          json.writeStringProperty("user", emptied.claimant().user());
      case SaleEvent.Regained regained -> json.writeNumberProperty("claim", regained.claim() + 1);
      case SaleEvent.Returned returned -> {
        String key = returned.claimant().key();
        people.operator(key.substring(key.indexOf(' ') + 1));
        json.writeStringProperty("grant", campaign + '.' + (returned.grant() + 1));
        json.writeNumberProperty("quantity", returned.units());
      }
    }
  }
}
