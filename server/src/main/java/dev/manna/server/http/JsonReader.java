package dev.manna.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.manna.core.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as strictly as RFC 8259 writes it, and more strictly still: integers only, no field
 * twice, none but the expected, nothing after the end, and only valid UTF-8. The caller says what
 * it expects and pulls it out, so nothing is ever built that nobody asked for, and a document nests
 * no deeper than the caller does. Whatever is wrong becomes a {@link Malformed} that names the
 * field.
 *
 * <p>One reader reads one document after another; it belongs to one thread.
 */
final class JsonReader {
  /** Deeper than anything the API takes. */
  private static final int MAX_DEPTH = 16;

  /** How much of a wrong value a complaint quotes. */
  private static final int MAX_QUOTE = 40;

  private static final String BODY = "body";
  private static final List<String> BOOLEANS = List.of("true", "false");

  private byte[] bytes = {};
  private int at;
  private int limit;

  /** Per level of nesting: the object's fields (null for an array), and where the reading is. */
  private final @Nullable Fields[] fields = new Fields[MAX_DEPTH];

  private final long[] seen = new long[MAX_DEPTH];
  private final int[] current = new int[MAX_DEPTH];
  private int depth;

  /** Begins a document, which is the first {@code length} of the bytes. */
  void open(byte[] document, int length) {
    bytes = document;
    at = 0;
    limit = length;
    depth = 0;
    if (skipSpace() < 0) {
      throw new Malformed(BODY, "is empty; a JSON object is expected");
    }
  }

  /** Ends the document: nothing may follow. */
  void close() {
    if (skipSpace() >= 0) {
      throw syntax("the end of the document");
    }
    bytes = new byte[0];
  }

  /** Begins an object that may hold these fields; {@link #nextField} goes through it. */
  void beginObject(Fields allowed) {
    if (skipSpace() != '{') {
      throw wrongType("an object");
    }
    at++;
    push(allowed);
  }

  /** The place of the next field in its {@link Fields}, or -1 at the end of the object. */
  int nextField() {
    int level = depth - 1;
    boolean first = seen[level] == 0;
    int c = skipSpace();
    if (c == '}') {
      at++;
      depth--;
      return -1;
    }
    if (!first) {
      if (c != ',') {
        throw syntax("',' or '}'");
      }
      at++;
      c = skipSpace();
    }
    if (c != '"') {
      throw syntax("a field's name");
    }
    int field = fieldName(Objects.requireNonNull(fields[level]));
    if ((seen[level] & (1L << field)) != 0) {
      throw new Malformed(path(level, field), "stands twice");
    }
    seen[level] |= 1L << field;
    current[level] = field;
    if (skipSpace() != ':') {
      throw syntax("':'");
    }
    at++;
    return field;
  }

  /** Begins an array; {@link #nextElement} goes through it. */
  void beginArray() {
    if (skipSpace() != '[') {
      throw wrongType("an array");
    }
    at++;
    push(null);
    current[depth - 1] = -1;
  }

  /** Whether another element follows in the array. */
  boolean nextElement() {
    int level = depth - 1;
    int c = skipSpace();
    if (c == ']') {
      at++;
      depth--;
      return false;
    }
    if (current[level] >= 0) {
      if (c != ',') {
        throw syntax("',' or ']'");
      }
      at++;
      if (skipSpace() == ']') {
        throw syntax("another element");
      }
    }
    current[level]++;
    return true;
  }

  /** Whether the next value is a string. */
  boolean atString() {
    return skipSpace() == '"';
  }

  String string() {
    if (skipSpace() != '"') {
      throw wrongType("a string");
    }
    int from = at + 1;
    for (int i = from; i < limit; i++) {
      byte b = bytes[i];
      if (b == '"') {
        at = i + 1;
        return new String(bytes, from, i - from, ISO_8859_1);
      }
      // Bytes from 0x80 are negative.
      if (b < ' ' || b == '\\') {
        return decoded(from);
      }
    }
    throw syntax("the end of a string");
  }

  /** An integer from {@code least} to {@code most}; a fraction, even of zero, is none. */
  long integer(long least, long most) {
    int c = skipSpace();
    int from = at;
    if (c != '-' && (c < '0' || c > '9')) {
      throw wrongType("an integer");
    }
    int i = c == '-' ? from + 1 : from;
    int firstDigit = i;
    long negative = 0;
    boolean overflow = false;
    for (; i < limit && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      int digit = bytes[i] - '0';
      overflow |= negative < (Long.MIN_VALUE + digit) / 10;
      negative = negative * 10 - digit;
    }
    boolean integral =
        i > firstDigit
            && (bytes[firstDigit] != '0' || i == firstDigit + 1)
            && (i == limit || isEndOfNumber(bytes[i]));
    if (!integral) {
      throw wrongType("an integer");
    }
    overflow |= c != '-' && negative == Long.MIN_VALUE;
    long value = c == '-' ? negative : -negative;
    if (overflow || value < least || value > most) {
      throw new Malformed(path(), quote() + " is not within " + least + " to " + most);
    }
    at = i;
    return value;
  }

  /** An object of at most so many names, each once, and strings; in the order of the names. */
  Map<String, String> strings(int most) {
    if (skipSpace() != '{') {
      throw wrongType("an object");
    }
    at++;
    Map<String, String> all = new TreeMap<>();
    if (skipSpace() == '}') {
      at++;
      return all;
    }
    while (true) {
      String name = string();
      if (skipSpace() != ':') {
        throw syntax("':'");
      }
      at++;
      if (all.put(name, string()) != null) {
        throw new Malformed(path() + '.' + shorten(name), "stands twice");
      }
      if (all.size() > most) {
        throw new Malformed(path(), "more than " + most);
      }
      int c = skipSpace();
      if (c != '}' && c != ',') {
        throw syntax("',' or '}'");
      }
      at++;
      if (c == '}') {
        return all;
      }
    }
  }

  boolean bool() {
    skipSpace();
    for (String word : BOOLEANS) {
      int end = at + word.length();
      boolean is =
          end <= limit
              && (end == limit || isEndOfNumber(bytes[end]))
              && word.equals(new String(bytes, at, word.length(), ISO_8859_1));
      if (is) {
        at = end;
        return word.equals("true");
      }
    }
    throw wrongType("true or false");
  }

  /** The path of the value that is being read: {@code lines[3].quantity}. */
  String path() {
    return depth == 0 ? BODY : path(depth - 1, current[depth - 1]);
  }

  private String path(int level, int place) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i <= level; i++) {
      int where = i == level ? place : current[i];
      Fields names = fields[i];
      if (names == null) {
        path.append('[').append(where).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(names.name(where));
      }
    }
    return path.toString();
  }

  private void push(@Nullable Fields allowed) {
    if (depth == MAX_DEPTH) {
      throw new Malformed(BODY, "nests deeper than " + MAX_DEPTH);
    }
    fields[depth] = allowed;
    seen[depth] = 0;
    current[depth] = 0;
    depth++;
  }

  /** Skips white space and looks at what comes, without taking it: -1 at the end. */
  private int skipSpace() {
    while (at < limit) {
      byte b = bytes[at];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b & 0xff;
      }
      at++;
    }
    return -1;
  }

  private int fieldName(Fields allowed) {
    int from = at + 1;
    for (int i = from; i < limit && bytes[i] >= ' ' && bytes[i] != '\\'; i++) {
      if (bytes[i] == '"') {
        int field = allowed.find(bytes, from, i);
        if (field < 0) {
          break;
        }
        at = i + 1;
        return field;
      }
    }
    String name = string();
    int field = allowed.find(name);
    if (field < 0) {
      String where = depth == 1 ? "" : path(depth - 2, current[depth - 2]) + '.';
      throw new Malformed(where + shorten(name), "is not a field here; allowed: " + allowed);
    }
    return field;
  }

  /** A string that holds more than plain ASCII. */
  private String decoded(int from) {
    int to = from;
    while (to < limit && bytes[to] != '"') {
      to += bytes[to] == '\\' ? 2 : 1;
    }
    if (to >= limit) {
      throw syntax("the end of a string");
    }
    String raw;
    try {
      raw = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed(path(), "is not valid UTF-8");
    }
    at = to + 1;
    return unescaped(raw);
  }

  private String unescaped(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c < ' ') {
        throw new Malformed(path(), "holds a control character that is not escaped");
      }
      if (c != '\\') {
        text.append(c);
      } else {
        i++;
        text.append(escape(raw, i));
        i += raw.charAt(i) == 'u' ? 4 : 0;
      }
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (Character.isSurrogate(c) && !pair) {
        throw new Malformed(path(), "holds half of a surrogate pair");
      }
      i += pair ? 1 : 0;
    }
    return text.toString();
  }

  private char escape(String raw, int i) {
    return switch (raw.charAt(i)) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal(raw, i + 1);
      default -> throw new Malformed(path(), "holds an escape that JSON does not know");
    };
  }

  private char hexadecimal(String raw, int from) {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit =
          i < raw.length() && raw.charAt(i) < 0x80 ? Character.digit(raw.charAt(i), 16) : -1;
      if (digit < 0) {
        throw new Malformed(path(), "holds an escape that JSON does not know");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private static boolean isEndOfNumber(byte b) {
    return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private Malformed wrongType(String expected) {
    return new Malformed(path(), quote() + " is not " + expected);
  }

  private Malformed syntax(String expected) {
    return new Malformed(BODY, "byte " + at + ": expected " + expected + ", found " + quote());
  }

  /** What stands at the reading position, for a complaint: to the end of the value, but short. */
  private String quote() {
    int to = at;
    while (to < limit && to - at <= MAX_QUOTE && !isEndOfNumber(bytes[to])) {
      to++;
    }
    to = Math.max(to, Math.min(at + 1, limit));
    return to == at ? "the end" : shorten(new String(bytes, at, to - at, UTF_8));
  }

  private static String shorten(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .limit(MAX_QUOTE)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .forEach(printable::appendCodePoint);
    return text.length() <= MAX_QUOTE ? printable.toString() : printable + "...";
  }
}
