package dev.manna.server.http;

import static dev.manna.server.http.JsonWriter.piece;

import dev.manna.core.Reply;

/** Says in JSON that the books do not have yet what an answer depends on; its end is another's. */
final class UnbookedWriter {
  private static final byte[] CODE =
      piece(
          ",\"code\":\"not-in-books\",\"detail\":\"It is decided and in the log, and the books do"
              + " not have it yet. Sent again with its key, it is answered once they have.\"");

  private UnbookedWriter() {}

  static void put(JsonWriter json, Reply.Unbooked unbooked) {
    json.put(piece("{\"campaign\":")).put(unbooked.campaign()).put(CODE);
    json.put(piece(",\"position\":")).put(unbooked.position());
  }
}
