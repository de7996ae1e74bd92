package dev.manna.core;

/**
 * The always-on assertion. A broken invariant is not an error to handle: whoever catches {@link
 * Broken} at the top stops the process, because a state that is wrong once is wrong for ever.
 */
public final class Check {
  private Check() {}

  /** An invariant does not hold: a defect of ours, never of a caller. */
  public static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  /** Stops with {@code message} unless {@code holds}. */
  public static void that(boolean holds, String message) {
    if (!holds) {
      throw new Broken(message);
    }
  }

  /** Stops with {@code message} and the number that broke it unless {@code holds}. */
  public static void that(boolean holds, String message, long found) {
    if (!holds) {
      throw new Broken(message + ": " + found);
    }
  }

  /** The exception for a branch that no state can reach. */
  public static Broken broken(String message) {
    return new Broken(message);
  }
}
