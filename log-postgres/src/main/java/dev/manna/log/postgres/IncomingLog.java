package dev.manna.log.postgres;

import dev.manna.core.Batch;
import dev.manna.core.Log.BatchReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * A log on its way into PostgreSQL from elsewhere: all of it in one transaction, so that whoever
 * looks finds it whole or not at all, whatever happens on the way. Used by one thread.
 */
public final class IncomingLog implements AutoCloseable {
  /** So much is on its way to the database at once. */
  private static final int ROUND_BYTES = 4 << 20;

  private static final int ROUND_ROWS = 500;

  /** A connection that copies is busy reading elsewhere now and then, or syncs for long. */
  private static final Patience PATIENCE = new Patience(600, 3_000, 2_000, 250);

  private static final String HEAD =
      """
      SELECT epoch, trimmed, (SELECT max(position) FROM manna_log WHERE log = h.log)
      FROM manna_head h WHERE log = ? FOR UPDATE
      """;

  private static final String INSERT =
      """
      INSERT INTO manna_log (log, first, position, count, time, epoch, writer, chain, payload)
      VALUES (?, ?, ?, ?, ?, ?, 'move', ?, ?)
      """;

  private final Database database;
  private final Connection connection;
  private final PreparedStatement insert;
  private final String log;
  private final long epoch;
  private final Chain hashes = new Chain();
  private byte[] chain = Chain.empty();
  private long position;
  private int rows;
  private long bytes;

  private IncomingLog(Database database, Connection connection, String log, long epoch)
      throws SQLException {
    this.database = database;
    this.connection = connection;
    this.log = log;
    this.epoch = epoch;
    insert = connection.prepareStatement(INSERT);
  }

  /**
   * Begins the transaction.
   *
   * @param log its name there; nothing may be in it
   * @throws NotEmpty if there is something
   * @throws IOException if the database cannot be reached or would lose what it has committed; the
   *     message says what to do
   */
  public static IncomingLog begin(Database database, String log) throws IOException {
    Connection connection = null;
    boolean begun = false;
    try {
      connection = database.with(PATIENCE).connect();
      Fitness.check(connection);
      Schema.migrate(connection);
      Head.found(connection, log);
      connection.setAutoCommit(false);
      IncomingLog made = new IncomingLog(database, connection, log, emptyHead(connection, log));
      begun = true;
      return made;
    } catch (SQLException e) {
      throw new IOException(Troubles.sentence(database, e), e);
    } finally {
      if (!begun && connection != null) {
        closeQuietly(connection);
      }
    }
  }

  /** Locks the head: a node that starts meanwhile waits, and gives up after some seconds. */
  private static long emptyHead(Connection connection, String log) throws SQLException, NotEmpty {
    try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
      statement.setString(1, log);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("there is no log \"" + log + '"', Troubles.UNFIT);
        }
        long end = Math.max(row.getLong(2), row.getLong(3));
        if (end > 0) {
          throw new NotEmpty(log, end);
        }
        return row.getLong(1);
      }
    }
  }

  /** Takes the batch that follows. */
  public void append(Batch batch) throws IOException {
    if (batch.first() != position + 1) {
      throw new IOException(
          "after position %d comes %d, and a log has no gap".formatted(position, batch.first()));
    }
    byte[] payload = new byte[batch.payload().remaining()];
    batch.payload().duplicate().get(payload);
    chain = hashes.next(chain, batch);
    try {
      insert.setString(1, log);
      insert.setLong(2, batch.first());
      insert.setLong(3, batch.last());
      insert.setInt(4, batch.count());
      insert.setLong(5, batch.timeMillis());
      insert.setLong(6, epoch);
      insert.setBytes(7, chain);
      insert.setBytes(8, payload);
      insert.addBatch();
      position = batch.last();
      rows++;
      bytes += payload.length;
      if (rows == ROUND_ROWS || bytes > ROUND_BYTES) {
        send();
      }
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  private void send() throws SQLException {
    int sent = rows;
    rows = 0;
    bytes = 0;
    int inserted = sent == 0 ? 0 : Arrays.stream(insert.executeBatch()).sum();
    if (inserted != sent) {
      throw new SQLException(inserted + " of " + sent + " batches were inserted", Troubles.UNFIT);
    }
  }

  /** Reads back what was sent, with its chain, as whoever reads the log later does. */
  public void read(long after, BatchReader reader) throws IOException {
    try {
      send();
      Pages.Page page = Pages.after(connection, log, after);
      while (!page.batches().isEmpty()) {
        for (Batch batch : page.batches()) {
          if (!reader.read(batch)) {
            return;
          }
        }
        page = Pages.after(connection, log, page.last());
      }
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  /**
   * Makes it a log, which stands on the disk, and on the standby where there is one, once this
   * returns.
   *
   * @throws IOException if the answer was lost or the database refused: all of it is there, or
   *     nothing
   */
  public void commit() throws IOException {
    try (Statement statement = connection.createStatement()) {
      send();
      connection.commit();
      connection.setAutoCommit(true);
      Head.confirm(connection, log);
      // The planner knows nothing of rows that came all at once.
      statement.execute("ANALYZE manna_log");
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  private IOException broken(SQLException e) {
    return new IOException(Troubles.sentence(database, e), e);
  }

  /** Ends it; what was not committed is gone. */
  @Override
  public void close() {
    closeQuietly(connection);
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // What was not committed goes with the session, however that ends.
    }
  }

  /** Something is there already. */
  public static final class NotEmpty extends IOException {
    private static final long serialVersionUID = 1L;

    private NotEmpty(String log, long end) {
      super("log \"%s\" is not empty: it ends at position %d".formatted(log, end));
    }
  }
}
