package dev.manna.server.http;

import dev.manna.core.Campaign;

/** A campaign's definition as it stands in a file or in an answer: the body of its PUT. */
public final class DefinitionDocument {
  private DefinitionDocument() {}

  /**
   * Reads a definition as strictly as the server does.
   *
   * @throws dev.manna.core.Malformed which names the field that is wrong
   */
  public static Campaign read(byte[] json) {
    JsonReader reader = new JsonReader();
    reader.open(json, json.length);
    Campaign campaign = DefinitionReader.read(reader);
    reader.close();
    return campaign;
  }
}
