package dev.manna.log.postgres;

import dev.manna.core.wire.Source;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Reads the chunks of a snapshot one after another; each must be what was written. */
final class ChunkSource implements Source {
  private static final String HEAD =
      "SELECT chunks, bytes, digest FROM manna_snapshot WHERE log = ? AND position = ?";

  private static final String CHUNK =
      "SELECT crc, body FROM manna_snapshot_chunk WHERE log = ? AND position = ? AND chunk = ?";

  private final Connection connection;
  private final String log;
  private final long position;
  private final long chunks;
  private final long bytes;
  private final byte[] digest;
  private final MessageDigest all = Chain.sha256();
  private ByteBuffer chunk = ByteBuffer.allocate(0);
  private long next;
  private long seen;

  /** The snapshot is not what was written. */
  static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Damaged(String message) {
      super(message);
    }
  }

  private ChunkSource(Connection connection, String log, long position, ResultSet head)
      throws SQLException {
    this.connection = connection;
    this.log = log;
    this.position = position;
    chunks = head.getLong(1);
    bytes = head.getLong(2);
    digest = head.getBytes(3);
  }

  static ChunkSource of(Connection connection, String log, long position) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
      statement.setString(1, log);
      statement.setLong(2, position);
      try (ResultSet head = statement.executeQuery()) {
        if (!head.next()) {
          throw new Damaged("it is gone");
        }
        return new ChunkSource(connection, log, position, head);
      }
    }
  }

  @Override
  public void fill(ByteBuffer into) {
    while (into.hasRemaining()) {
      if (!chunk.hasRemaining()) {
        load();
      }
      int part = Math.min(into.remaining(), chunk.remaining());
      into.put(chunk.slice(chunk.position(), part));
      chunk.position(chunk.position() + part);
    }
  }

  private void load() {
    if (next == chunks) {
      throw new Damaged("it ends after " + seen + " bytes, in the middle of something");
    }
    try (PreparedStatement statement = connection.prepareStatement(CHUNK)) {
      statement.setString(1, log);
      statement.setLong(2, position);
      statement.setLong(3, next);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          throw new Damaged("chunk " + next + " of " + chunks + " is missing");
        }
        chunk = ByteBuffer.wrap(row.getBytes(2));
        if (ChunkSink.crc(position, next, chunk) != row.getInt(1)) {
          throw new Damaged("chunk " + next + " of " + chunks + " is not what was written");
        }
      }
    } catch (SQLException e) {
      throw new ChunkSink.Broken(e);
    }
    all.update(chunk.duplicate());
    seen += chunk.remaining();
    next++;
  }

  /** Reads what nobody has asked for, so that all of it is looked at. */
  void skipTheRest() {
    while (next < chunks) {
      load();
    }
    chunk = ByteBuffer.allocate(0);
  }

  /** All was read, and all of it is what was written. */
  void finish() {
    if (next != chunks || chunk.hasRemaining()) {
      throw new Damaged("it goes on after what belongs to it");
    }
    if (seen != bytes || !Arrays.equals(all.digest(), digest)) {
      throw new Damaged("its chunks are not those that were written together");
    }
  }
}
