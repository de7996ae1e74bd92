package dev.manna.webhook;

import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.stream.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What is different from one database to the next that an outbox may lie in. Tables and columns are
 * called the same everywhere, so most statements are.
 */
interface Store {
  /** Whose targets these are among those of other logs; empty where there are no others. */
  String log();

  /** A new connection, on which each statement is a transaction. */
  Connection connect() throws SQLException;

  /** Makes the tables where they are missing, all or none. */
  void migrate(Session session) throws SQLException, Trouble;

  /** Begins a transaction. */
  void begin(Session session) throws SQLException;

  /** What is committed stays, but for what the machine of the database may lose. */
  void commit(Session session) throws SQLException;

  /** What keeps a row that was read from being changed until the transaction ends. */
  String locking();

  /** Another number than before where somebody else has put something in. */
  long version(Session session) throws SQLException;

  /** How often {@link #version} may be asked at most, in milliseconds. */
  long lookMillis();

  /** Puts notices for a target in, which get numbers in this order. */
  void put(Session session, String target, List<Message> messages) throws SQLException;

  /** An error in the words of an operator. */
  Trouble trouble(SQLException error);
}
