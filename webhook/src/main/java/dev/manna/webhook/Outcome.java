package dev.manna.webhook;

/** What an attempt means for the outbox. */
sealed interface Outcome {
  /** Which notice. */
  Notice notice();

  /** The target has it. */
  record Delivered(Notice notice) implements Outcome {}

  /**
   * It is tried again.
   *
   * @param notice with its attempts and its next one
   */
  record Again(Notice notice, String problem) implements Outcome {}

  /** It was tried for long enough. */
  record Dead(Notice notice, String problem) implements Outcome {}
}
