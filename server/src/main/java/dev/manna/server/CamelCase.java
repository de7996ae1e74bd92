package dev.manna.server;

/** Names that are written in several ways. */
final class CamelCase {
  private CamelCase() {}

  /** The words of a name, in lower case, with something between them. */
  static String apart(String name, char separator) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        words.append(separator);
      }
      words.append(Character.toLowerCase(c));
    }
    return words.toString();
  }
}
