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
}
