package dev.manna.stream;

import dev.manna.core.Event;
import dev.manna.core.SaleEvent;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What a line of the export says of an event that only sales have. */
final class SaleLines {
  private SaleLines() {}

  /** Begins the list of what was taken, and leaves it open. */
  static void taken(
      JsonGenerator json,
      LogNames names,
      int campaign,
      int before,
      List<Event.Taken> all,
      long expiresAtMillis) {
    if (expiresAtMillis > 0) {
      json.writeStringProperty("expiresAt", Instant.ofEpochMilli(expiresAtMillis).toString());
    }
    json.writeArrayPropertyStart("grants");
    int number = before;
    for (Event.Taken taken : all) {
      json.writeStartObject();
      json.writeStringProperty("id", names.campaign(campaign) + '.' + ++number);
      json.writeStringProperty("item", names.item(campaign, taken.item()));
      json.writeNumberProperty("quantity", taken.units());
      json.writeEndObject();
    }
  }

  /** What an order waits for; leaves the list of it open. */
  static void waited(JsonGenerator json, LogNames names, Event.Waited waited) {
    json.writeStringProperty("waitsUntil", Instant.ofEpochMilli(waited.untilMillis()).toString());
    json.writeNumberProperty("holdMillis", waited.holdMillis());
    json.writeArrayPropertyStart("wanted");
    for (Event.Taken wanted : waited.wanted()) {
      String item = names.item(waited.campaign(), wanted.item());
      json.writeStartObject();
      json.writeStringProperty("sku", item.split("@", 2)[0]);
      json.writeNumberProperty("quantity", wanted.units());
      json.writeEndObject();
    }
  }

  static void served(JsonGenerator json, LogNames names, SaleEvent.Served served, int grants) {
    json.writeNumberProperty("claim", served.claim() + 1);
    int before = grants - served.taken().size();
    taken(json, names, served.campaign(), before, served.taken(), served.expiresAtMillis());
    json.writeEndArray();
  }

  static void write(JsonGenerator json, People people, String campaign, SaleEvent event) {
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
      case SaleEvent.Served served -> throw new IllegalArgumentException("it has grants");
      case SaleEvent.WaitEnded ended -> {
        json.writeNumberProperty("claim", ended.claim() + 1);
        json.writeBooleanProperty("byUser", ended.byUser());
      }
      case SaleEvent.Returned returned -> {
        String key = returned.claimant().key();
        people.operator(key.substring(key.indexOf(' ') + 1));
        json.writeStringProperty("grant", campaign + '.' + (returned.grant() + 1));
        json.writeNumberProperty("quantity", returned.units());
      }
    }
  }
}
