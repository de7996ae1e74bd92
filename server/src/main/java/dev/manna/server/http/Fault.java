package dev.manna.server.http;

/** What HTTP itself says no to, beside the refusals of the law. */
enum Fault {
  NO_SUCH_ROUTE(404, "no-such-route", "There is nothing at this path."),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "The path does not take this method."),
  TIMEOUT(408, "timeout", "The request did not arrive in time."),
  TOO_LARGE(413, "too-large", "The body is larger than what is allowed here."),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body must be application/json."),
  EXPECTATION_FAILED(417, "expectation-failed", "Only 100-continue can be expected."),
  HEADERS_TOO_LARGE(431, "headers-too-large", "The headers are larger than what is allowed."),
  TOO_FAR(503, "too-far", "The claim stands too far back in the log to be explained here."),
  NO_BOOKS(501, "no-books", "This server keeps no books."),
  BOOKS_BUSY(503, "books-busy", "Too much is being asked of the books."),
  BOOKS_BEHIND(503, "books-behind", "The books have not come to this position yet."),
  BOOKS_AWAY(503, "books-away", "The books cannot be asked at the moment."),
  INTERNAL(500, "internal", "The server has a defect; its log says more.");

  private final int status;
  private final String code;
  private final String sentence;

  Fault(int status, String code, String sentence) {
    this.status = status;
    this.code = code;
    this.sentence = sentence;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String sentence() {
    return sentence;
  }

  /** What would be right, for whoever sends a body that may be so large. */
  String explained(int limit) {
    return switch (this) {
      case TOO_LARGE -> "At most " + limit + " bytes are allowed here.";
      case UNSUPPORTED_MEDIA_TYPE -> "Send Content-Type: application/json.";
      default -> "";
    };
  }
}
