package dev.manna.engine.journal;

import dev.manna.core.wire.Source;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A state that was written down, open for reading from its beginning. */
public final class Snapshot implements Source, Closeable {
  private final Disk disk;
  private final Disk.File file;
  private final SnapshotHeader header;
  private final ByteBuffer chunk = ByteBuffer.allocate(SnapshotChunk.MAX_BYTES).limit(0);
  private long offset = SnapshotHeader.BYTES;
  private long index;
  private boolean ended;

  private Snapshot(Disk disk, Disk.File file, SnapshotHeader header) {
    this.disk = disk;
    this.file = file;
    this.header = header;
  }

  static Snapshot open(Disk disk, String name) throws IOException {
    Disk.File file = disk.open(name);
    boolean good = false;
    try {
      Snapshot snapshot = new Snapshot(disk, file, readHeader(disk, file, name));
      good = true;
      return snapshot;
    } finally {
      if (!good) {
        file.close();
      }
    }
  }

  private static SnapshotHeader readHeader(Disk disk, Disk.File file, String name)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SnapshotHeader.BYTES);
    file.read(0, bytes);
    SnapshotHeader header = SnapshotHeader.decode(bytes.flip());
    String where = disk.where() + "/" + name;
    if (header == null) {
      throw new Damaged(where, 0, "it does not begin with the header of a snapshot");
    }
    if (header.version() != SnapshotHeader.VERSION) {
      throw new IOException(
          where + " has format version " + header.version() + "; this Manna reads version 1");
    }
    if (header.position() != Layout.snapshotPosition(name)) {
      throw new Damaged(where, 24, "it is a snapshot of position " + header.position());
    }
    return header;
  }

  SnapshotHeader header() {
    return header;
  }

  /** The position of the last event that it knows. */
  public long position() {
    return header.position();
  }

  @Override
  public void fill(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        if (!chunk.hasRemaining() && !nextChunk()) {
          throw damaged("it ends before what should stand in it");
        }
        int part = Math.min(bytes.remaining(), chunk.remaining());
        bytes.put(chunk.slice(chunk.position(), part));
        chunk.position(chunk.position() + part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all of it; throws where anything is not as it was written. */
  void verify() throws IOException {
    while (nextChunk()) {
      chunk.position(chunk.limit());
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private boolean nextChunk() throws IOException {
    if (ended) {
      return false;
    }
    ByteBuffer head = ByteBuffer.allocate(SnapshotChunk.HEAD_BYTES);
    if (file.read(offset, head) < SnapshotChunk.HEAD_BYTES) {
      throw damaged("the file was cut there");
    }
    int length = head.getInt(0);
    if (length < 0 || length > SnapshotChunk.MAX_BYTES) {
      throw damaged("no chunk begins there");
    }
    chunk.clear().limit(length);
    boolean whole = file.read(offset + SnapshotChunk.HEAD_BYTES, chunk) == length;
    chunk.flip();
    if (!whole || SnapshotChunk.crc(header, index, chunk) != head.getInt(4)) {
      throw damaged("the chunk that begins there does not match its checksum");
    }
    offset += SnapshotChunk.HEAD_BYTES + length;
    index++;
    ended = length == 0;
    if (ended && file.size() != offset) {
      throw damaged("the file should end there");
    }
    return !ended;
  }

  private Damaged damaged(String what) {
    return new Damaged(disk.where() + "/" + header.name(), offset, what);
  }
}
