package dev.manna.engine.journal;

import dev.manna.core.Check;
import dev.manna.core.Outline;
import dev.manna.core.wire.Sink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states that were written down beside a log, so that a start need not replay all of it. The
 * newest two are kept, and one for whoever is behind. Used by one thread at a time, which need not
 * be the one that appends.
 */
public final class Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

  private final Disk disk;
  private final long logId;
  private final ChainAt chains;
  private final Outlines outlines;
  private @Nullable String newest;

  /** Somebody stands here, and needs a snapshot that is not later. */
  private long neededAt = Long.MAX_VALUE;

  Snapshots(Disk disk, long logId, @Nullable SnapshotHeader newest, ChainAt chains) {
    this.disk = disk;
    this.logId = logId;
    this.newest = newest == null ? null : newest.name();
    this.chains = chains;
    outlines = new Outlines(disk);
  }

  /** What a snapshot holds. */
  @FunctionalInterface
  public interface Body {
    void writeTo(Sink sink);
  }

  /** Tells the chain of the log up to a position at which a batch ends. */
  interface ChainAt {
    ChainHash at(long position) throws IOException;
  }

  /** Opens the newest good snapshot, null where there is none. */
  public @Nullable Snapshot newest() throws IOException {
    return newest == null ? null : Snapshot.open(disk, newest);
  }

  /** The latest outline up to a position, null where there is no good snapshot up to there. */
  @Nullable Outline outline(long upTo) {
    return outlines.upTo(upTo);
  }

  /** Takes note of an outline that somebody has made anyway; any thread. */
  public void know(Outline outline) {
    outlines.know(outline);
  }

  /**
   * From now on the latest snapshot up to a position is kept beside the newest two.
   *
   * @param position {@link Long#MAX_VALUE} where nobody needs one; 0 where nobody knows: then the
   *     oldest is kept
   * @return the position of that snapshot, 0 where there is none up to there, {@link
   *     Long#MAX_VALUE} where nobody needs one
   */
  long keepUpTo(long position) throws IOException {
    neededAt = position;
    if (position == Long.MAX_VALUE) {
      return position;
    }
    String kept = needed();
    return kept == null || Layout.snapshotPosition(kept) > position
        ? 0
        : Layout.snapshotPosition(kept);
  }

  /** The latest snapshot up to where somebody stands, or else the oldest. */
  private @Nullable String needed() throws IOException {
    String kept = null;
    for (String name : disk.list()) {
      if (Layout.isSnapshot(name) && (kept == null || Layout.snapshotPosition(name) <= neededAt)) {
        kept = name;
      }
    }
    return kept;
  }

  /** The position of the older of the two newest snapshots, 0 where there are fewer. */
  long older() throws IOException {
    long older = 0;
    for (String name : disk.list()) {
      if (Layout.isSnapshot(name) && newest != null && name.compareTo(newest) < 0) {
        older = Layout.snapshotPosition(name);
      }
    }
    return older;
  }

  /**
   * Writes a snapshot, unless there is one of this position or a later one.
   *
   * @param position at which a batch of the log ends, durable
   * @throws Disk.NoSpace if there is no room for it; a later attempt may succeed
   */
  public void write(long position, Body body) throws IOException {
    if (newest != null && Layout.snapshotPosition(newest) >= position) {
      return;
    }
    SnapshotHeader header =
        new SnapshotHeader(SnapshotHeader.VERSION, logId, position, chains.at(position));
    String temporary = header.name() + Layout.TEMPORARY;
    long bytes;
    try {
      bytes = writeFile(temporary, header, body);
    } catch (IOException e) {
      throw discarding(temporary, e);
    } catch (UncheckedIOException e) {
      throw discarding(temporary, Objects.requireNonNull(e.getCause()));
    }
    disk.rename(temporary, header.name());
    disk.sync();
    String older = newest;
    newest = header.name();
    deleteOlder(newest, older);
    LOG.info("{}: wrote {}, {} bytes", disk.where(), newest, bytes);
  }

  private long writeFile(String name, SnapshotHeader header, Body body) throws IOException {
    discard(name);
    try (Disk.File file = disk.create(name)) {
      ChunkWriter writer = new ChunkWriter(file, header);
      body.writeTo(writer);
      return writer.finish();
    }
  }

  /** Gives the room back, as far as the disk lets us; what went wrong first is what counts. */
  private IOException discarding(String name, IOException e) {
    try {
      discard(name);
    } catch (IOException second) {
      e.addSuppressed(second);
    }
    return e;
  }

  private void discard(String name) throws IOException {
    if (disk.list().contains(name)) {
      disk.delete(name);
    }
  }

  private void deleteOlder(String first, @Nullable String second) throws IOException {
    String needed = needed();
    for (String name : disk.list()) {
      if (Layout.isSnapshot(name)
          && name.compareTo(first) < 0
          && !name.equals(second)
          && (neededAt == Long.MAX_VALUE || !name.equals(needed))) {
        disk.delete(name);
      }
    }
  }

  /**
   * The snapshots of a directory.
   *
   * @param newest the newest that is good, null for none
   * @param witnesses one for each file, good or not: each was made of a durable log
   */
  record Found(@Nullable SnapshotHeader newest, List<Scan.Witness> witnesses) {}

  /** Looks for snapshots, and reads them from the newest back until one is good. */
  static Found find(Disk disk) throws IOException {
    List<Scan.Witness> witnesses = new ArrayList<>();
    SnapshotHeader newest = null;
    for (String name : disk.list().reversed()) {
      if (Layout.isSnapshot(name)) {
        witnesses.add(new Scan.Witness(name, Layout.snapshotPosition(name)));
        newest = newest == null ? goodOrNull(disk, name) : newest;
      }
    }
    return new Found(newest, List.copyOf(witnesses));
  }

  private static @Nullable SnapshotHeader goodOrNull(Disk disk, String name) throws IOException {
    try (Snapshot snapshot = Snapshot.open(disk, name)) {
      snapshot.verify();
      return snapshot.header();
    } catch (Damaged e) {
      LOG.warn("{}; an older snapshot or the log alone takes its place", e.getMessage());
      return null;
    }
  }

  /** Cuts what it is given into chunks. */
  private static final class ChunkWriter implements Sink {
    private final Disk.File file;
    private final SnapshotHeader header;
    private final ByteBuffer chunk =
        ByteBuffer.allocateDirect(SnapshotChunk.HEAD_BYTES + SnapshotChunk.MAX_BYTES);
    private long offset = SnapshotHeader.BYTES;
    private long index;

    ChunkWriter(Disk.File file, SnapshotHeader header) throws IOException {
      this.file = file;
      this.header = header;
      file.write(0, header.encode());
      chunk.position(SnapshotChunk.HEAD_BYTES);
    }

    @Override
    public void put(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        int part = Math.min(bytes.remaining(), chunk.remaining());
        chunk.put(bytes.slice(bytes.position(), part));
        bytes.position(bytes.position() + part);
        if (!chunk.hasRemaining()) {
          try {
            flush();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }

    /** Writes what is left and the empty chunk that ends the file; returns the file's size. */
    long finish() throws IOException {
      if (chunk.position() > SnapshotChunk.HEAD_BYTES) {
        flush();
      }
      flush();
      file.force();
      return offset;
    }

    private void flush() throws IOException {
      chunk.flip();
      ByteBuffer body =
          chunk.slice(SnapshotChunk.HEAD_BYTES, chunk.limit() - SnapshotChunk.HEAD_BYTES);
      chunk.putInt(0, body.remaining()).putInt(4, SnapshotChunk.crc(header, index, body));
      int bytes = chunk.remaining();
      file.write(offset, chunk);
      offset += bytes;
      index++;
      chunk.clear().position(SnapshotChunk.HEAD_BYTES);
      Check.that(bytes >= SnapshotChunk.HEAD_BYTES, "a chunk has a head", bytes);
    }
  }
}
