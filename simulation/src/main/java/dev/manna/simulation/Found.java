package dev.manna.simulation;

/**
 * A run has shown that something is wrong. An error, so that nobody on the way takes it for a
 * receiver's own failure.
 */
public final class Found extends AssertionError {
  private static final long serialVersionUID = 1L;

  Found(String message) {
    super(message);
  }

  Found(String message, Throwable cause) {
    super(message, cause);
  }

  static void unless(boolean right, String message) {
    if (!right) {
      throw new Found(message);
    }
  }
}
