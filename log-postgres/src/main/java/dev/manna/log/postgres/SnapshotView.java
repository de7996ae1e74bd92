package dev.manna.log.postgres;

import dev.manna.core.Log.Away;
import dev.manna.core.SnapshotStore.Reader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a log that lies elsewhere, for whoever looks at it beside its nodes. It changes
 * nothing: no table is made. Used by one thread at a time.
 */
public final class SnapshotView implements AutoCloseable {
  private static final String TABLE = "SELECT to_regclass('manna_snapshot')";

  private final Link link;
  private final String log;

  private SnapshotView(Link link, String log) {
    this.link = link;
    this.log = log;
  }

  /**
   * Those of a log; asked when they are.
   *
   * @param nanos of a clock that never goes back
   */
  public static SnapshotView of(Database database, String log, LongSupplier nanos) {
    return new SnapshotView(new Link(database, nanos), log);
  }

  /**
   * Their positions, the newest first; none, too, where the tables are missing.
   *
   * @throws Away if the database cannot be reached
   */
  public List<Long> positions() {
    return ask(
        connection ->
            isThere(connection) ? PostgresSnapshots.positions(connection, log) : List.of());
  }

  private static boolean isThere(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLE)) {
      row.next();
      return row.getString(1) != null;
    }
  }

  /**
   * What somebody makes of one; null where it is damaged, or gone by now.
   *
   * @throws Away if the database cannot be reached
   */
  public <T> @Nullable T snapshot(long position, Reader<T> reader) {
    return ask(connection -> read(connection, log, position, reader));
  }

  static <T> @Nullable T read(Connection connection, String log, long position, Reader<T> reader)
      throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try {
      ChunkSource source = ChunkSource.of(connection, log, position);
      T made = reader.readFrom(source);
      source.skipTheRest();
      source.finish();
      return made;
    } catch (ChunkSource.Damaged e) {
      return null;
    } catch (ChunkSink.Broken e) {
      throw e.why();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  private <T extends @Nullable Object> T ask(Link.Question<T> question) {
    try {
      return link.ask(question);
    } catch (SQLException e) {
      throw new Away(Troubles.sentence(link.database(), e), e);
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
