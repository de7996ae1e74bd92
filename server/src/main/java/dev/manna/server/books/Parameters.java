package dev.manna.server.books;

import dev.manna.core.Malformed;
import dev.manna.ledger.query.By;
import dev.manna.ledger.query.Filter;
import dev.manna.ledger.query.Listing;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a caller writes to pick rows, as a filter. */
public final class Parameters {
  private static final int SHOWN = 64;

  private Parameters() {}

  /** The names of what rows of a listing can be picked by. */
  public static Set<String> of(Listing listing) {
    Set<String> names = new TreeSet<>();
    for (By by : listing.filters()) {
      // Up to where is what an export asks for by itself.
      if (by != By.UP_TO) {
        names.add(by.word());
      }
    }
    return names;
  }

  /**
   * The filter that is written so.
   *
   * @param written values by name, all of them among {@link #of}, or names of something else
   */
  public static Filter filter(Listing listing, Map<String, String> written) {
    Filter filter = Filter.NONE;
    for (By by : By.values()) {
      String text = written.get(by.word());
      if (text == null || by == By.UP_TO || !listing.filters().contains(by)) {
        continue;
      }
      filter =
          switch (by) {
            case FROM, TO -> filter.with(by, moment(by.word(), text));
            case CLAIM -> filter.with(by, number(by.word(), text));
            default -> filter.with(by, text);
          };
    }
    return filter;
  }

  /** Milliseconds since 1970, or a moment with its offset as RFC 3339 writes it. */
  public static long moment(String name, String text) {
    if (text.matches("[0-9]{1,15}")) {
      return Long.parseLong(text);
    }
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new Malformed(
          name,
          quoted(text)
              + " is no RFC 3339 time; 2026-11-01T09:00:00+08:00 or milliseconds since 1970 are");
    }
  }

  private static long number(String name, String text) {
    if (!text.matches("[0-9]{1,15}")) {
      throw new Malformed(name, quoted(text) + " is not a decimal integer");
    }
    return Long.parseLong(text);
  }

  static String quoted(String text) {
    return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + '"';
  }
}
