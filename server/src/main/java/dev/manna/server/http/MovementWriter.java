package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Movement;
import dev.manna.core.Reply;

/** What has moved of an item, as JSON. */
final class MovementWriter {
  private MovementWriter() {}

  static void put(JsonWriter json, Reply.Movements page) {
    json.put(piece("{\"campaign\":")).put(page.campaign());
    json.put(piece(",\"item\":")).put(page.item()).put(piece(",\"movements\":["));
    boolean first = true;
    for (Movement each : page.movements()) {
      json.put(first ? piece("{\"number\":") : piece(",{\"number\":")).put(each.number());
      json.put(piece(",\"position\":")).put(each.position());
      json.put(piece(",\"kind\":")).put(each.kind().word());
      json.put(piece(",\"units\":")).put(each.units());
      if (each.grant() > 0) {
        json.put(piece(",\"grant\":\"")).plain(page.campaign()).put('.').put(each.grant());
        json.put('"');
      }
      json.put(piece(",\"available\":")).put(each.available()).put('}');
      first = false;
    }
    json.put(']');
  }
}
