package dev.manna.server.http;

import dev.manna.core.Campaign;
import dev.manna.core.Malformed;
import dev.manna.core.Terms;

/** The fields that only one kind of campaign has, as they are read from its definition. */
interface KindReader {
  /** Reads the value of a field of this kind. */
  void read(String field, JsonReader json);

  /** The campaign, when all of its fields were read. */
  Campaign campaign(Terms terms, Given given);

  /** Which fields the definition holds. */
  interface Given {
    boolean has(String field);

    default void need(String field) {
      if (!has(field)) {
        throw new Malformed(field, "is missing");
      }
    }
  }
}
