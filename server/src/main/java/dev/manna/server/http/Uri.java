package dev.manna.server.http;

import dev.manna.core.Malformed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The parts of a request's target, taken apart without guessing. */
final class Uri {
  private static final int HEXADECIMAL = 16;

  private Uri() {}

  static String path(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  /** The parameters behind the question mark: only allowed ones, each at most once. */
  static Map<String, String> parameters(String uri, Set<String> allowed) {
    int query = uri.indexOf('?');
    if (query < 0 || query == uri.length() - 1) {
      return Map.of();
    }
    Map<String, String> parameters = new HashMap<>();
    for (String pair : uri.substring(query + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded("query", equals < 0 ? pair : pair.substring(0, equals));
      if (!allowed.contains(name)) {
        String names =
            allowed.isEmpty() ? "none" : String.join(", ", allowed.stream().sorted().toList());
        throw new Malformed("query", Words.quoted(name) + " is not known here; allowed: " + names);
      }
      String value = equals < 0 ? "" : decoded(name, pair.substring(equals + 1));
      if (parameters.put(name, value) != null) {
        throw new Malformed(name, "stands twice");
      }
    }
    return parameters;
  }

  /** A decimal integer of {@code least} or more, or what is assumed where there is none. */
  static long integer(Map<String, String> parameters, String name, long assumed) {
    String text = parameters.get(name);
    if (text == null) {
      return assumed;
    }
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    try {
      if (digits) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      throw new Malformed(name, "is too large");
    }
    throw new Malformed(name, "is not a decimal integer");
  }

  /** Whether a parameter is {@code true}; it is not where it does not stand. */
  static boolean flag(Map<String, String> parameters, String name) {
    String text = parameters.getOrDefault(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw new Malformed(name, '"' + text + "\" is neither true nor false");
    }
    return text.equals("true");
  }

  /** The segments of a part of a path, each with its percent signs resolved. */
  static List<String> segments(String part) {
    return Stream.of(part.split("/", -1)).map(segment -> decoded("path", segment)).toList();
  }

  /** A segment with its percent signs resolved. Ids are ASCII, so nothing else is let through. */
  static String decoded(String field, String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    StringBuilder text = new StringBuilder(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        int high = digit(segment, i + 1);
        int low = digit(segment, i + 2);
        if (high < 0 || low < 0) {
          throw new Malformed(field, "holds a % without two hexadecimal digits");
        }
        c = (char) (high * HEXADECIMAL + low);
        i += 2;
      }
      text.append(c);
    }
    return text.toString();
  }

  private static int digit(String text, int i) {
    return i < text.length() && text.charAt(i) < 0x80
        ? Character.digit(text.charAt(i), HEXADECIMAL)
        : -1;
  }
}
