package dev.manna.log.postgres;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ByteStreamWriter;

/**
 * Appends in one statement, which is a transaction: its answer is the acknowledgement.
 *
 * <p>The statement sees the log as it was when it began, so what it finds to be the last batch may
 * be so no more when it writes. That is why it locks the head, whose newest version it then sees
 * (the epoch, and what was removed), and why the primary key decides between two that saw the same:
 * both want to begin at the same position.
 */
final class Appender {
  /** A node that is behind is told in pieces. */
  private static final long CONFLICT_BYTES = 32L << 20;

  private static final String APPEND =
      """
      INSERT INTO manna_log (log, first, position, count, time, epoch, writer, chain, payload)
      SELECT head.log, ?, ?, ?, ?, head.epoch, ?, ?, ?
      FROM (
        SELECT log, epoch FROM manna_head
        WHERE log = ? AND epoch = ? AND trimmed < ? FOR SHARE) head
      LEFT JOIN LATERAL (
        SELECT position, chain FROM manna_log
        WHERE log = head.log ORDER BY first DESC LIMIT 1) last ON TRUE
      WHERE coalesce(last.position, 0) = ? AND coalesce(last.chain, ?) = ?
      ON CONFLICT (log, first) DO NOTHING
      """;

  private static final String CHAIN =
      """
      SELECT chain, position FROM manna_log
      WHERE log = ? AND first <= ? ORDER BY first DESC LIMIT 1
      """;

  private static final String WRITER = "SELECT writer FROM manna_log WHERE log = ? AND first = ?";

  private final Link link;
  private final String log;
  private final String node;
  private final long epoch;
  private final Chain hashes = new Chain();
  private long knownPosition;
  private byte[] knownChain = Chain.empty();
  private boolean sent;

  Appender(Link link, String log, String node, long epoch) {
    this.link = link;
    this.log = log;
    this.node = node;
    this.epoch = epoch;
  }

  /** Whether the last append came as far as asking the database to write. */
  boolean sent() {
    return sent;
  }

  /**
   * Appends, or says why not.
   *
   * @throws SQLException after which the batch stands or not: see {@link #sent}
   */
  Appended append(long expected, Batch batch) throws SQLException {
    sent = false;
    Connection connection = link.open();
    byte[] before = chainAt(connection, expected);
    if (before != null) {
      byte[] chain = hashes.next(before, batch);
      sent = true;
      if (inserted(connection, batch, before, chain)) {
        know(batch.last(), chain);
        return new Appended.Done(batch.last());
      }
    }
    return reason(connection, expected, batch);
  }

  private void know(long position, byte[] chain) {
    knownPosition = position;
    knownChain = chain;
  }

  /** The chain up to a position; null where no batch ends there. */
  private byte @Nullable [] chainAt(Connection connection, long position) throws SQLException {
    if (position == 0) {
      return Chain.empty();
    }
    if (position == knownPosition) {
      return knownChain;
    }
    try (PreparedStatement statement = connection.prepareStatement(CHAIN)) {
      statement.setString(1, log);
      statement.setLong(2, position);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getLong(2) == position ? row.getBytes(1) : null;
      }
    }
  }

  private boolean inserted(Connection connection, Batch batch, byte[] before, byte[] chain)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
      statement.setLong(1, batch.first());
      statement.setLong(2, batch.last());
      statement.setInt(3, batch.count());
      statement.setLong(4, batch.timeMillis());
      statement.setString(5, node);
      statement.setBytes(6, chain);
      statement.setObject(7, ByteStreamWriter.of(batch.payload().duplicate()));
      statement.setString(8, log);
      statement.setLong(9, epoch);
      statement.setLong(10, batch.first());
      statement.setLong(11, batch.first() - 1);
      statement.setBytes(12, Chain.empty());
      statement.setBytes(13, before);
      boolean done = statement.executeUpdate() == 1;
      Warnings.refuse(statement);
      return done;
    }
  }

  /**
   * Nothing was written now. What stands there already was sent twice. The head is looked at first:
   * once it says that the epoch is closed, nothing that was sent before can come to stand.
   */
  private Appended reason(Connection connection, long expected, Batch batch) throws SQLException {
    Head head = Head.of(connection, log);
    List<Batch> missing = missing(connection, expected);
    if (!missing.isEmpty() && missing.getFirst().equals(batch) && isOurs(connection, batch)) {
      Head.confirm(connection, log);
      return new Appended.Done(batch.last());
    }
    if (head.epoch() != epoch) {
      return new Appended.Fenced(
          "log \"%s\" is in epoch %d, and node \"%s\" has registered for %d; start the node again"
              .formatted(log, head.epoch(), node, epoch));
    }
    if (missing.isEmpty()) {
      throw lost(expected);
    }
    return new Appended.Conflict(missing);
  }

  private Log.Failure lost(long expected) {
    String what =
        "log \"%s\" is not the one that node \"%s\" has seen up to position %d"
            .formatted(log, node, expected);
    return new Log.Failure(
        what
            + ": the database was put back from a backup, or a failover lost commits. Start the"
            + " node again to go on from what is there; what it acknowledged beyond that is lost.",
        new SQLException(what));
  }

  /** Two nodes may have decided the same; one of them has appended it. */
  private boolean isOurs(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WRITER)) {
      statement.setString(1, log);
      statement.setLong(2, batch.first());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getString(1).equals(node);
      }
    }
  }

  private List<Batch> missing(Connection connection, long expected) throws SQLException {
    List<Batch> missing = new ArrayList<>();
    long at = expected;
    long bytes = 0;
    Pages.Page page = Pages.after(connection, log, at);
    while (!page.batches().isEmpty() && bytes < CONFLICT_BYTES) {
      missing.addAll(page.batches());
      at = page.last();
      bytes += page.batches().stream().mapToLong(each -> each.payload().remaining()).sum();
      byte[] chain = page.chain();
      if (chain != null) {
        know(at, chain);
      }
      page = Pages.after(connection, log, at);
    }
    return missing;
  }
}
