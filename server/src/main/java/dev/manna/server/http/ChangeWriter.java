package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Author;
import dev.manna.core.ChangeReply;
import dev.manna.core.Changed;

/** What operators have changed, as JSON. */
final class ChangeWriter {
  private ChangeWriter() {}

  static void put(JsonWriter json, ChangeReply.Changes page) {
    json.put(piece("{\"campaign\":")).put(page.campaign()).put(piece(",\"changes\":["));
    boolean first = true;
    for (Changed each : page.changes()) {
      json.put(first ? piece("{\"number\":") : piece(",{\"number\":")).put(each.number());
      json.put(piece(",\"time\":"));
      Timestamps.put(json, each.timeMillis());
      json.put(piece(",\"position\":")).put(each.position());
      Author author = each.author();
      if (author != null) {
        json.put(piece(",\"actor\":")).put(author.actor());
        json.put(piece(",\"reason\":")).put(author.reason());
      }
      json.put(piece(",\"change\":")).put(each.deed().word());
      if (!each.detail().isEmpty()) {
        json.put(piece(",\"detail\":")).put(each.detail());
      }
      json.put(piece(",\"version\":")).put(each.version()).put('}');
      first = false;
    }
    json.put(']');
  }
}
