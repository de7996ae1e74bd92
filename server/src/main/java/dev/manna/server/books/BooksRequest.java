package dev.manna.server.books;

import dev.manna.core.GrantId;
import dev.manna.ledger.query.Filter;
import dev.manna.ledger.query.Listing;
import org.jspecify.annotations.Nullable;

/** What can be asked of the books from outside. */
public sealed interface BooksRequest {
  /** A page of a listing. */
  record Rows(Listing listing, Filter filter, @Nullable String cursor, int limit)
      implements BooksRequest {}

  /** Claims by their key, each with its grants. */
  record ByKey(Filter filter, @Nullable String cursor, int limit) implements BooksRequest {}

  /** The claim that got a grant, with all of its grants. */
  record ByGrant(GrantId grant) implements BooksRequest {}

  /** A user's campaigns, and wallets. */
  record OfUser(String user, @Nullable String cursor, int limit) implements BooksRequest {}

  /** The days of a campaign. */
  record Days(String campaign, long fromMillis, long toMillis, int limit) implements BooksRequest {}

  /**
   * A piece of an export.
   *
   * @param filter up to the position that the first piece said, but for the first
   * @param cursor null for the first piece, which has the head
   */
  record Piece(Listing listing, Filter filter, RowWriter.Format format, @Nullable String cursor)
      implements BooksRequest {}
}
