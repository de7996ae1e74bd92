package dev.manna.server.http;

import dev.manna.core.Author;
import dev.manna.core.Malformed;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request that mean something here, found in one pass. Each may stand once, so
 * that nobody on the way can have read another one than the server.
 */
final class Head {
  private static final AsciiString HOST = AsciiString.cached("Host");
  private static final AsciiString EXPECT = AsciiString.cached("Expect");
  private static final AsciiString IF_MATCH = AsciiString.cached("If-Match");
  private static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");
  private static final AsciiString ACTOR = AsciiString.cached(Author.ACTOR);
  private static final AsciiString REASON = AsciiString.cached(Author.REASON);
  private static final AsciiString POSITION = AsciiString.cached(Answers.POSITION);
  private static final AsciiString IDEMPOTENCY_KEY = AsciiString.cached("Idempotency-Key");

  /** The longest length that is read as a number; a longer one is too large for anything. */
  private static final int MAX_DIGITS = 18;

  private @Nullable String host;
  private @Nullable String expect;
  private @Nullable String ifMatch;
  private @Nullable String contentType;
  private @Nullable String contentLength;
  private @Nullable String actor;
  private @Nullable String reason;
  private @Nullable String position;
  private @Nullable String key;

  private Head() {}

  static Head read(HttpHeaders headers) {
    Head head = new Head();
    Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
    while (all.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = all.next();
      head.take(header.getKey(), header.getValue());
    }
    return head;
  }

  /** Nearly no two of the names have one length, so that most headers are told apart by theirs. */
  private void take(CharSequence name, CharSequence value) {
    switch (name.length()) {
      case 4 -> host = is(HOST, name) ? once(HOST, host, value) : host;
      case 6 -> expect = is(EXPECT, name) ? once(EXPECT, expect, value) : expect;
      case 8 -> ifMatch = is(IF_MATCH, name) ? once(IF_MATCH, ifMatch, value) : ifMatch;
      case 11 -> actor = is(ACTOR, name) ? once(ACTOR, actor, value) : actor;
      case 12 -> {
        if (is(CONTENT_TYPE, name)) {
          contentType = once(CONTENT_TYPE, contentType, value);
        } else if (is(REASON, name)) {
          reason = once(REASON, reason, value);
        }
      }
      case 14 -> {
        if (is(CONTENT_LENGTH, name)) {
          contentLength = once(CONTENT_LENGTH, contentLength, value);
        } else if (is(POSITION, name)) {
          position = once(POSITION, position, value);
        }
      }
      case 15 -> key = is(IDEMPOTENCY_KEY, name) ? once(IDEMPOTENCY_KEY, key, value) : key;
      default -> {}
    }
  }

  private static boolean is(AsciiString wanted, CharSequence name) {
    return wanted.contentEqualsIgnoreCase(name);
  }

  private static String once(AsciiString name, @Nullable String before, CharSequence value) {
    if (before != null) {
      throw new Malformed(name.toString(), "stands twice");
    }
    return value.toString();
  }

  /** Where in the log the caller has been, as it says; null where it says nothing. */
  @Nullable String position() {
    return position;
  }

  boolean hasHost() {
    return host != null;
  }

  boolean expects() {
    return expect != null;
  }

  /** What is wrong with the headers of a request whose body may be so large; null for nothing. */
  @Nullable Fault wrongFor(Route.Body body, int largest) {
    if (contentLength != null && length(contentLength) > largest) {
      return Fault.TOO_LARGE;
    }
    if (body != Route.Body.EMPTY && !isJson(contentType)) {
      return Fault.UNSUPPORTED_MEDIA_TYPE;
    }
    return expect == null || expect.equalsIgnoreCase("100-continue")
        ? null
        : Fault.EXPECTATION_FAILED;
  }

  /** Netty has seen to it that it is a number. */
  private static long length(String digits) {
    return digits.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits.strip());
  }

  private static boolean isJson(@Nullable String type) {
    if (type == null || type.equals("application/json")) {
      return type != null;
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
    boolean json = parts[0].strip().equals("application/json");
    for (int i = 1; i < parts.length; i++) {
      json &= parts[i].strip().replace("\"", "").equals("charset=utf-8");
    }
    return json;
  }

  /** The idempotency key, or null where none was sent. */
  @Nullable String key() {
    return key;
  }

  /** The key that a claim must have. */
  String requiredKey() {
    if (key == null) {
      throw new Malformed(
          "Idempotency-Key", "the header is missing; a key of the caller's choice is needed here");
    }
    return key;
  }

  /** Who does what the request asks for, or null where nobody is named. */
  @Nullable Author author() {
    if (actor == null && reason == null) {
      return null;
    }
    if (actor == null || reason == null) {
      throw new Malformed(
          actor == null ? Author.ACTOR : Author.REASON,
          "the header is missing; "
              + (actor == null ? Author.REASON : Author.ACTOR)
              + " stands beside it or not at all");
    }
    return new Author(actor, HeaderText.decoded(Author.REASON, reason));
  }

  /** The version that a definition replaces, or 0 where it is to create. */
  long version() {
    String tag = ifMatch;
    if (tag == null) {
      return 0;
    }
    int last = tag.length() - 1;
    boolean number =
        last >= 2
            && last <= 11
            && tag.charAt(0) == '"'
            && tag.charAt(last) == '"'
            && tag.charAt(1) != '0';
    for (int i = 1; number && i < last; i++) {
      number = tag.charAt(i) >= '0' && tag.charAt(i) <= '9';
    }
    if (!number) {
      throw new Malformed(
          "If-Match", Words.cut(tag) + " is no version; one version in quotes is, such as \"3\"");
    }
    return Long.parseLong(tag.substring(1, last));
  }
}
