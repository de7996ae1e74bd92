package dev.manna.server.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What the headers of a request with a body must say before the body is taken. */
final class Headers {
  private static final String CONTINUE = "100-continue";

  private Headers() {}

  /** What is wrong with them, or null. */
  static @Nullable Fault check(MultiMap headers, Route route, int largest) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isLarger(length, largest)) {
      return Fault.TOO_LARGE;
    }
    boolean empty = route.body() == Route.Body.EMPTY;
    if (!empty && !Requests.isJson(headers.get(HttpHeaders.CONTENT_TYPE))) {
      return Fault.UNSUPPORTED_MEDIA_TYPE;
    }
    String expected = headers.get(HttpHeaders.EXPECT);
    return expected == null || expected.equalsIgnoreCase(CONTINUE)
        ? null
        : Fault.EXPECTATION_FAILED;
  }

  /** A fault that {@link #check} found, in a sentence. */
  static String explain(Fault fault, int largest) {
    return switch (fault) {
      case TOO_LARGE -> "At most " + largest + " bytes are allowed here.";
      case UNSUPPORTED_MEDIA_TYPE -> "Send Content-Type: application/json.";
      default -> fault.sentence();
    };
  }

  private static boolean isLarger(String length, int largest) {
    // Netty has seen to it that it is a number that a long holds.
    return length.length() > 9 || Long.parseLong(length.strip()) > largest;
  }
}
