package dev.manna.log.postgres;

import dev.manna.core.wire.Sink;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.zip.CRC32C;
import org.postgresql.util.ByteStreamWriter;

/** Cuts a snapshot into chunks, and inserts them. */
final class ChunkSink implements Sink {
  /** A state of a gigabyte is a thousand rows, and nobody holds more than one of them. */
  static final int CHUNK_BYTES = 1 << 20;

  private static final String INSERT =
      "INSERT INTO manna_snapshot_chunk (log, position, chunk, crc, body) VALUES (?, ?, ?, ?, ?)";

  private final Connection connection;
  private final String log;
  private final long position;
  private final MessageDigest all = Chain.sha256();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
  private long chunks;
  private long bytes;

  /** The database failed while somebody wrote, or read. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException why;

    Broken(SQLException why) {
      super(why);
      this.why = why;
    }

    SQLException why() {
      return why;
    }
  }

  ChunkSink(Connection connection, String log, long position) {
    this.connection = connection;
    this.log = log;
    this.position = position;
  }

  /** A chunk at another place, or of another snapshot, has another one. */
  static int crc(long position, long index, ByteBuffer body) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(position).putLong(index).flip());
    crc.update(body.duplicate());
    return (int) crc.getValue();
  }

  @Override
  public void put(ByteBuffer from) {
    while (from.hasRemaining()) {
      int part = Math.min(from.remaining(), chunk.remaining());
      chunk.put(from.slice(from.position(), part));
      from.position(from.position() + part);
      if (!chunk.hasRemaining()) {
        flush();
      }
    }
  }

  /** Inserts what is left. */
  void finish() {
    if (chunk.position() > 0) {
      flush();
    }
  }

  private void flush() {
    chunk.flip();
    all.update(chunk.duplicate());
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, log);
      statement.setLong(2, position);
      statement.setLong(3, chunks);
      statement.setInt(4, crc(position, chunks, chunk));
      statement.setObject(5, ByteStreamWriter.of(chunk.duplicate()));
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new Broken(e);
    }
    chunks++;
    bytes += chunk.remaining();
    chunk.clear();
  }

  long chunks() {
    return chunks;
  }

  long bytes() {
    return bytes;
  }

  byte[] digest() {
    return all.digest();
  }
}
