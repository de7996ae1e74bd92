package dev.manna.server.http;

import dev.manna.core.Malformed;
import org.jspecify.annotations.Nullable;

/** Refuses an object in which a field is missing that must be there, or one that must not be. */
final class Required {
  /** Where a number that must be given was not. */
  static final long MISSING = Long.MIN_VALUE;

  private Required() {}

  static void present(long value, String path, String field) {
    if (value == MISSING) {
      throw missing(path, field);
    }
  }

  static String present(@Nullable String value, String field) {
    if (value == null) {
      throw new Malformed(field, "is missing");
    }
    return value;
  }

  static Malformed missing(String path, String field) {
    return new Malformed(path + '.' + field, "is missing");
  }
}
