package dev.manna.core;

/** What the log says of changes beside what they did. */
public sealed interface ChangeEvent extends Event {
  /**
   * Somebody did what the event directly after it says, in the same batch.
   *
   * @param campaign the id of the campaign that is changed, which may have no number yet
   */
  record Authored(String campaign, Author author) implements ChangeEvent {}

  /**
   * Somebody asked for a change that is not in the users' favour. It waits, and nothing is changed.
   *
   * @param number in the campaign's history
   * @param change what would have happened, as of then
   */
  record Proposed(int campaign, int number, Author author, Event change) implements ChangeEvent {}

  /**
   * A second person has approved. The change follows directly, in the same batch, with whoever
   * proposed it for its author.
   *
   * @param number of the proposed change in the campaign's history
   */
  record Approved(int campaign, int number, Author author) implements ChangeEvent {}

  /**
   * What was proposed will not happen.
   *
   * @param number of the proposed change in the campaign's history
   */
  record Withdrawn(int campaign, int number, Author author) implements ChangeEvent {}
}
