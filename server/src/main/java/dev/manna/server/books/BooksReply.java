package dev.manna.server.books;

import dev.manna.ledger.query.Filter;
import org.jspecify.annotations.Nullable;

/** What came of a question about the books. */
public sealed interface BooksReply {
  /** An answer as JSON, and the position at which it is true. */
  record Answer(String json, long position) implements BooksReply {}

  /**
   * A piece of an export.
   *
   * @param filter what the next piece asks with
   * @param next null after the last one
   */
  record Piece(String text, Filter filter, @Nullable String next, long position)
      implements BooksReply {}

  /** The books have no such campaign. */
  record UnknownCampaign(String name, long position) implements BooksReply {}

  /** The question cannot be understood; the sentence says why. */
  record Malformed(String detail) implements BooksReply {}

  /** The books stand at an earlier position than the one that was wanted. */
  record Behind(long position) implements BooksReply {}

  /** The database does not answer; the sentence says what an operator can do. */
  record Away(String detail) implements BooksReply {}
}
