package dev.manna.stream;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A PostgreSQL that all nodes of a log reach: followers that keep where they stand beside what they
 * send keep it there, so that whichever node moves them goes on.
 */
public interface SharedDatabase {
  /** A new connection, on which each statement is a transaction. */
  Connection connect() throws SQLException;

  /** What an error means and what to do about it, in the words of an operator. */
  String sentence(SQLException error);
}
