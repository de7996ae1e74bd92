package dev.manna.log.postgres;

import dev.manna.core.Log;
import dev.manna.core.SnapshotStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots in PostgreSQL: chunks, and a row that says how many they are and what they come to, in
 * one transaction. So one that was written by halves is none; whatever is damaged later is found by
 * a checksum of each chunk and a digest of all. One thread at a time.
 */
public final class PostgresSnapshots implements SnapshotStore {
  private static final String FIRST_TO_WRITE =
      "SELECT pg_try_advisory_xact_lock(hashtextextended('manna_snapshot ' || ?, 0))";

  private static final String POSITIONS =
      "SELECT position FROM manna_snapshot WHERE log = ? ORDER BY position DESC";

  private static final String COMPLETE =
      """
      INSERT INTO manna_snapshot (log, position, node, written, chunks, bytes, digest)
      VALUES (?, ?, ?, now(), ?, ?, ?)
      """;

  private static final String EPOCH =
      "SELECT epoch FROM manna_head WHERE log = ? AND epoch = ? FOR SHARE";

  private static final String DELETE_OLD =
      """
      DELETE FROM manna_snapshot old WHERE log = ? AND position < (
        SELECT min(position) FROM (
          SELECT position FROM manna_snapshot WHERE log = ?
          ORDER BY position DESC LIMIT 2) kept)
        AND NOT EXISTS (
          SELECT 1 FROM manna_head head
          WHERE head.log = old.log AND head.trimmed > 0 AND old.position = (
            SELECT min(position) FROM manna_snapshot lowest
            WHERE lowest.log = old.log AND lowest.position >= head.trimmed))
      """;

  private final Link link;
  private final String log;
  private final String node;
  private final @Nullable LongSupplier epoch;
  private final Consumer<String> damage;

  private PostgresSnapshots(
      Link link, String log, String node, @Nullable LongSupplier epoch, Consumer<String> damage) {
    this.link = link;
    this.log = log;
    this.node = node;
    this.epoch = epoch;
    this.damage = damage;
  }

  /**
   * The snapshots of a log; with a connection of their own.
   *
   * @param node who writes
   * @param nanos of a clock that never goes back
   * @param damage hears of each snapshot that is there and cannot be taken, in a sentence
   * @throws Log.Away if the database cannot be reached
   */
  public static PostgresSnapshots of(
      Database database, String log, String node, LongSupplier nanos, Consumer<String> damage) {
    return of(database, log, node, null, nanos, damage);
  }

  /**
   * Those of a log that lives elsewhere: what is written counts only while the epoch of whoever
   * writes is the current one. Once an epoch was raised none of those before it writes any.
   *
   * @param epoch in which the node appends
   */
  public static PostgresSnapshots ofEpochs(
      Database database,
      String log,
      String node,
      LongSupplier epoch,
      LongSupplier nanos,
      Consumer<String> damage) {
    return of(database, log, node, epoch, nanos, damage);
  }

  private static PostgresSnapshots of(
      Database database,
      String log,
      String node,
      @Nullable LongSupplier epoch,
      LongSupplier nanos,
      Consumer<String> damage) {
    PostgresSnapshots made =
        new PostgresSnapshots(new Link(database, nanos), log, node, epoch, damage);
    made.ask(
        connection -> {
          Schema.migrate(connection);
          return null;
        });
    return made;
  }

  @Override
  public boolean write(long position, Body body) {
    try {
      Connection connection = link.open();
      connection.setAutoCommit(false);
      boolean written = isWanted(connection, position) && write(connection, position, body);
      if (written) {
        connection.commit();
      } else {
        connection.rollback();
      }
      connection.setAutoCommit(true);
      return written;
    } catch (SQLException e) {
      link.giveUp();
      throw new Log.Away(Troubles.sentence(link.database(), e), e);
    } catch (RuntimeException | Error e) {
      // Whatever was written so far goes with the connection.
      link.giveUp();
      throw e;
    }
  }

  private boolean isWanted(Connection connection, long position) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIRST_TO_WRITE)) {
      statement.setString(1, log);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (!row.getBoolean(1)) {
          return false;
        }
      }
    }
    List<Long> there = positions(connection);
    return there.isEmpty() || there.getFirst() < position;
  }

  /** Writes all of it; false where the epoch was raised meanwhile. */
  private boolean write(Connection connection, long position, Body body) throws SQLException {
    ChunkSink sink = new ChunkSink(connection, log, position);
    try {
      body.writeTo(sink);
      sink.finish();
    } catch (ChunkSink.Broken e) {
      throw e.why();
    }
    if (!isOfTheEpoch(connection)) {
      return false;
    }
    try (PreparedStatement statement = connection.prepareStatement(COMPLETE)) {
      statement.setString(1, log);
      statement.setLong(2, position);
      statement.setString(3, node);
      statement.setLong(4, sink.chunks());
      statement.setLong(5, sink.bytes());
      statement.setBytes(6, sink.digest());
      statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(DELETE_OLD)) {
      statement.setString(1, log);
      statement.setString(2, log);
      statement.executeUpdate();
    }
    return true;
  }

  /** Asked last, since nobody can raise the epoch from here to the commit. */
  private boolean isOfTheEpoch(Connection connection) throws SQLException {
    if (epoch == null) {
      return true;
    }
    try (PreparedStatement statement = connection.prepareStatement(EPOCH)) {
      statement.setString(1, log);
      statement.setLong(2, epoch.getAsLong());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private List<Long> positions(Connection connection) throws SQLException {
    return positions(connection, log);
  }

  /** The positions of the snapshots of a log, the newest first. */
  static List<Long> positions(Connection connection, String log) throws SQLException {
    List<Long> positions = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(POSITIONS)) {
      statement.setString(1, log);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          positions.add(row.getLong(1));
        }
      }
    }
    return positions;
  }

  /** All of it is read as of one moment, so that a newer one does not take it away meanwhile. */
  @Override
  public <T> @Nullable Found<T> newest(Reader<T> reader) {
    return latest(Long.MAX_VALUE, reader);
  }

  /** As {@link #newest}, of those up to a position. */
  public <T> @Nullable Found<T> latest(long upTo, Reader<T> reader) {
    return ask(
        connection -> {
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          connection.setAutoCommit(false);
          Found<T> found = latest(connection, upTo, reader);
          connection.commit();
          connection.setAutoCommit(true);
          connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
          return found;
        });
  }

  private <T> @Nullable Found<T> latest(Connection connection, long upTo, Reader<T> reader)
      throws SQLException {
    List<Long> known = positions(connection).stream().filter(each -> each <= upTo).toList();
    for (long position : known) {
      try {
        ChunkSource source = ChunkSource.of(connection, log, position);
        T state = reader.readFrom(source);
        source.finish();
        return new Found<>(position, state);
      } catch (ChunkSource.Damaged e) {
        damage.accept(
            "the snapshot of log \"%s\" at position %d is damaged: %s; an older one, or the log"
                    .formatted(log, position, e.getMessage())
                + " alone, takes its place");
      } catch (ChunkSink.Broken e) {
        throw e.why();
      }
    }
    return null;
  }

  @Override
  public long newestPosition() {
    return upTo(Long.MAX_VALUE);
  }

  /**
   * The latest snapshot up to a position, 0 where there is none. Where a log begins later, the
   * first one behind what was removed is kept, for followers that stand there and must know what
   * came before: so a log may be removed up to the one that this says of the position where the
   * last of them stands.
   *
   * @throws Log.Away if the database cannot be reached
   */
  public long upTo(long position) {
    return ask(this::positions).stream().filter(each -> each <= position).findFirst().orElse(0L);
  }

  /**
   * Says that a log that lies elsewhere is removed up to a position, before it is: from now on the
   * first snapshot that stands there or later is kept, beside the newest two.
   *
   * @throws Log.Away if the database cannot be reached
   */
  public void removed(long upTo) {
    ask(connection -> Head.removed(connection, log, upTo));
  }

  @Override
  public long older() {
    List<Long> positions = ask(this::positions);
    return positions.size() < 2 ? 0 : positions.get(1);
  }

  private <T extends @Nullable Object> T ask(Link.Question<T> question) {
    try {
      return link.ask(question);
    } catch (SQLException e) {
      throw new Log.Away(Troubles.sentence(link.database(), e), e);
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
