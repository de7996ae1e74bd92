package dev.manna.server.http;

import dev.manna.core.Malformed;

/** Words of a request that are none of those allowed, as a refusal repeats them. */
final class Words {
  /** The longest word that is allowed anywhere is shorter; a definition may hold megabytes. */
  private static final int SHOWN = 64;

  private Words() {}

  static Malformed noneOf(String field, String found, String allowed) {
    return new Malformed(field, quoted(found) + " is none of " + allowed);
  }

  static String quoted(String found) {
    return '"' + cut(found) + '"';
  }

  /** Enough of it to be recognized, and no half of a character. */
  static String cut(String found) {
    if (found.length() <= SHOWN) {
      return found;
    }
    int end = Character.isHighSurrogate(found.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    return found.substring(0, end) + "...";
  }
}
