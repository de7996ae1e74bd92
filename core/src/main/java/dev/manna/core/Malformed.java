package dev.manna.core;

/**
 * A request or a definition that no campaign could accept: which field, what was found, what is
 * allowed. Thrown by the constructors of {@link Command}, {@link Query} and {@link Campaign}, so
 * that a value that exists is a valid one; the edge that built it answers {@link
 * Refusal#MALFORMED}.
 */
public final class Malformed extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A sentence that begins with the field: {@code draws: 0 is not within 1 to 100}. */
  public Malformed(String field, String whatIsWrong) {
    super(field + ": " + whatIsWrong);
  }

  /** Refuses {@code value} outside {@code least} to {@code most}, both allowed. */
  static long within(String field, long value, long least, long most) {
    if (value < least || value > most) {
      throw new Malformed(field, value + " is not within " + least + " to " + most);
    }
    return value;
  }

  /** For what is rare: the sentence is made whether it is needed or not. */
  static void unless(boolean holds, String field, String whatIsWrong) {
    if (!holds) {
      throw new Malformed(field, whatIsWrong);
    }
  }
}
