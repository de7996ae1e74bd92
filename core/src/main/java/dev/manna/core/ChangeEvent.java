package dev.manna.core;

/** What the log says of changes beside what they did. */
public sealed interface ChangeEvent extends Event {
  /**
   * Somebody did what the event directly after it says, in the same batch.
   *
   * @param campaign the id of the campaign that is changed, which may have no number yet
   */
  record Authored(String campaign, Author author) implements ChangeEvent {}
}
