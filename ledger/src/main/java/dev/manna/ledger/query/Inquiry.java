package dev.manna.ledger.query;

import dev.manna.core.TimeSource;
import dev.manna.core.feed.EventSink.Trouble;
import dev.manna.ledger.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whoever asks the books, over a connection of their own; one thread at a time. A connection that
 * was in trouble is not used again.
 */
public final class Inquiry implements AutoCloseable {
  /** The part of its patience after which a page that looked at much is handed over as it is. */
  private static final int SHARE = 8;

  private static final int MILLIS_A_SECOND = 1_000;

  /** A tenth of a second at the most. */
  private static final long WINDOW = 50_000;

  private final Database database;
  private final TimeSource time;
  private final int seconds;
  private final long window;
  private @Nullable Connection connection;

  /** When the statement that runs must have ended. */
  private long deadline = Long.MAX_VALUE;

  /**
   * @param seconds how long an answer may take
   */
  public Inquiry(Database database, TimeSource time, int seconds) {
    this(database, time, seconds, WINDOW);
  }

  Inquiry(Database database, TimeSource time, int seconds, long window) {
    this.window = window;
    this.database = database;
    this.time = time;
    this.seconds = seconds;
  }

  /** The books as they stand now; they are let go of before they are looked at again. */
  public BooksAt look() throws Trouble {
    try {
      Connection open = connection;
      if (open == null) {
        open = database.connectToRead(seconds, () -> time.millis() > deadline);
        connection = open;
      }
      Reading reading = new Reading(open, this::isLong, window, database::along);
      begin();
      long position =
          reading.number("SELECT position FROM positions WHERE sink = ?", List.of("ledger"), 0);
      return new BooksAt(this, reading, position);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Where the books are, without anything that is secret. */
  public String shown() {
    return database.shown();
  }

  /** An answer begins: it has all the time that an answer has. */
  void begin() {
    deadline = time.millis() + (long) seconds * MILLIS_A_SECOND;
  }

  private boolean isLong() {
    long patience = (long) seconds * MILLIS_A_SECOND;
    return time.millis() > deadline - patience + patience / SHARE;
  }

  Trouble failed(SQLException error) {
    close();
    return database.trouble(error);
  }

  void done() {
    Connection open = connection;
    if (open != null) {
      try {
        open.rollback();
      } catch (SQLException e) {
        close();
      }
    }
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // It was for reading, and is gone.
      }
    }
  }
}
