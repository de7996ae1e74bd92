package dev.manna.ledger.query;

/**
 * A column of a {@link Listing}.
 *
 * @param name as JSON and CSV call it
 * @param sql where it comes from
 */
public record Column(String name, Type type, String sql) {
  /** What is in a column. */
  public enum Type {
    TEXT,
    /** A {@code Long}. */
    NUMBER,
    /** Milliseconds since 1970 UTC as a {@code Long}; 0 for never. */
    TIME,
    /** A grant's id as text; empty for none. */
    GRANT
  }

  /** Reads {@code name:sql}, where the name ends with what its type is, or nothing for a number. */
  static Column of(String described) {
    int colon = described.indexOf(':');
    String sql = described.substring(colon + 1);
    String name = described.substring(0, colon - 1);
    return switch (described.charAt(colon - 1)) {
      case '\'' -> new Column(name, Type.TEXT, sql);
      case '@' -> new Column(name, Type.TIME, sql);
      case '#' -> new Column(name, Type.GRANT, sql);
      default -> new Column(described.substring(0, colon), Type.NUMBER, sql);
    };
  }
}
