package dev.manna.log.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is made when it is needed, given up when it fails, and not made again before a
 * pause is over, so that nobody waits long for a database that is away.
 */
final class Link implements AutoCloseable {
  private final Database database;
  private final LongSupplier nanos;
  private @Nullable Connection connection;
  private volatile @Nullable SQLException failure;
  private long failedNanos;

  /** What is asked on a connection. */
  @FunctionalInterface
  interface Question<T extends @Nullable Object> {
    T ask(Connection connection) throws SQLException;
  }

  Link(Database database, LongSupplier nanos) {
    this.database = database;
    this.nanos = nanos;
  }

  Database database() {
    return database;
  }

  /** The connection; made and looked at if there is none. */
  synchronized Connection open() throws SQLException {
    if (connection != null) {
      return connection;
    }
    SQLException before = failure;
    if (before != null && nanos.getAsLong() - failedNanos < database.patience().pauseNanos()) {
      throw before;
    }
    try {
      Connection made = database.connect();
      connection = made;
      Fitness.check(made);
      failure = null;
      return made;
    } catch (SQLException e) {
      giveUp();
      failure = e;
      failedNanos = nanos.getAsLong();
      throw e;
    }
  }

  /** Another link has just reached the database: whoever asks next needs no pause. */
  void expectAnswers() {
    failure = null;
  }

  synchronized boolean isOpen() {
    return connection != null;
  }

  /**
   * Asks what may be asked twice. A connection that was there may have died since; then it is asked
   * once more, on a new one.
   */
  synchronized <T extends @Nullable Object> T ask(Question<T> question) throws SQLException {
    boolean wasOpen = isOpen();
    try {
      return question.ask(open());
    } catch (SQLException e) {
      giveUp();
      if (!wasOpen || Troubles.hadNoEffect(e)) {
        throw e;
      }
    }
    try {
      return question.ask(open());
    } catch (SQLException e) {
      giveUp();
      throw e;
    }
  }

  synchronized void giveUp() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // Whatever was not committed is gone, which is what giving up means here.
      }
    }
  }

  @Override
  public void close() {
    giveUp();
  }
}
