package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Author;
import dev.manna.core.ChangeReply;
import dev.manna.core.Changed;

/** What operators have changed, as JSON. */
final class ChangeWriter {
  private ChangeWriter() {}

  /** Writes all but the position, and gives the {@code after} of the next page, 0 for none. */
  static int put(JsonWriter json, ChangeReply reply) {
    return switch (reply) {
      case ChangeReply.Changes page -> {
        put(json, page);
        yield page.next();
      }
      case ChangeReply.Proposal proposal -> {
        put(json, proposal);
        yield 0;
      }
      case ChangeReply.Asked asked -> {
        AskedWriter.put(json, asked);
        yield 0;
      }
    };
  }

  private static void put(JsonWriter json, ChangeReply.Changes page) {
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
      if (each.of() > 0) {
        json.put(piece(",\"of\":")).put(each.of());
      }
      json.put(piece(",\"version\":")).put(each.version()).put('}');
      first = false;
    }
    json.put(piece("],\"waiting\":["));
    for (int i = 0; i < page.waiting().size(); i++) {
      json.put(i == 0 ? piece("") : piece(",")).put(page.waiting().get(i));
    }
    json.put(']');
  }

  private static void put(JsonWriter json, ChangeReply.Proposal proposal) {
    json.put(piece("{\"campaign\":")).put(proposal.campaign());
    json.put(piece(",\"change\":")).put(proposal.number());
    json.put(piece(",\"standing\":")).put(proposal.standing().word());
  }
}
