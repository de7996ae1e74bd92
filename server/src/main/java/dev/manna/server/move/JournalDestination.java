package dev.manna.server.move;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.Log.Appended;
import dev.manna.core.Log.BatchReader;
import dev.manna.core.law.Machine;
import dev.manna.engine.journal.Journal;
import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.RealDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data directory that is to be. The journal is written beside it, under another name, and gets
 * its own once it is whole.
 */
final class JournalDestination implements Destination {
  private static final String UNFINISHED = ".moving";

  private final Path data;
  private final Path beside;
  private final Journal journal;

  private JournalDestination(Path data, Path beside, Journal journal) {
    this.data = data;
    this.beside = beside;
    this.journal = journal;
  }

  /**
   * Begins, or goes on where an earlier attempt was interrupted.
   *
   * @throws IOException if the directory holds something, or cannot be written
   */
  static JournalDestination begin(Path data) throws IOException {
    Path whole = data.toAbsolutePath().normalize();
    Path beside = whole.resolveSibling(whole.getFileName() + UNFINISHED);
    requireEmpty(whole);
    Journal journal =
        Journal.open(
            RealDisk.make(beside), JournalOptions.defaults(), new SecureRandom()::nextLong);
    return new JournalDestination(whole, beside, journal);
  }

  private static void requireEmpty(Path data) throws IOException {
    if (!Files.exists(data)) {
      return;
    }
    try (Stream<Path> there = Files.list(data)) {
      List<String> names = there.map(each -> each.getFileName().toString()).sorted().toList();
      if (!names.isEmpty()) {
        throw new IOException(
            "%s is not empty: it holds %s; name a directory that is, or none that is there"
                .formatted(data, names.getFirst()));
      }
    }
  }

  @Override
  public String shown() {
    return data.toString();
  }

  @Override
  public String unfinished() {
    return beside + " (of an earlier attempt? then remove it)";
  }

  @Override
  public long position() {
    return journal.position();
  }

  @Override
  public void append(Batch batch) throws IOException {
    try {
      if (journal.append(batch.first() - 1, batch) instanceof Appended.Full full) {
        throw new IOException(beside + ": " + full.detail());
      }
    } catch (Log.Failure e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void read(long after, BatchReader reader) {
    journal.read(after, reader);
  }

  @Override
  public void finish(Machine state) throws IOException {
    journal.snapshots().write(state.position(), state::save);
    journal.close();
    Files.deleteIfExists(data);
    Files.move(beside, data, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(data.getParent())) {
      folder.force(true);
    }
  }

  @Override
  public void close() {
    journal.close();
  }
}
