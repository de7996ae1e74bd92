package dev.manna.server.books;

import dev.manna.core.Terms;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moments of the books as people read them: RFC 3339, in UTC, to the millisecond. */
final class Moment {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Moment() {}

  /** Whether there is no such moment: it never was, or never comes. */
  static boolean isNever(long millis) {
    return millis == 0 || millis == Terms.FOREVER;
  }

  /** The moment, or nothing for never. */
  static String text(long millis) {
    return isNever(millis) ? "" : FORMAT.format(Instant.ofEpochMilli(millis));
  }
}
