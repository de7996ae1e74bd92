package dev.manna.bench;

/** The answers under measurement were wrong, so that their speed is worth nothing. */
public final class Unverified extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unverified(String message) {
    super(message);
  }

  /** Stops the measurement unless two counts agree. */
  public static void unlessEqual(String what, long expected, long found) {
    if (expected != found) {
      throw new Unverified(what + ": " + found + " instead of " + expected);
    }
  }
}
