package dev.manna.server.crowd;

/** Reads the body of a refusal: {@code application/problem+json}. */
public final class Problem {
  private static final String CODE = "\"code\":\"";

  private Problem() {}

  /** The refusal's code, or the HTTP status where the body has none. */
  public static String code(Answer answer) {
    String text = answer.text();
    int at = text.indexOf(CODE);
    int end = at < 0 ? -1 : text.indexOf('"', at + CODE.length());
    return end < 0 ? "status " + answer.status() : text.substring(at + CODE.length(), end);
  }
}
