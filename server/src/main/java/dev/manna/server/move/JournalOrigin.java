package dev.manna.server.move;

import dev.manna.core.Log.BatchReader;
import dev.manna.engine.journal.JournalReader;
import dev.manna.engine.journal.RealDisk;
import dev.manna.engine.journal.Trimmed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The journal of a server that is stopped, which no server can open meanwhile. */
final class JournalOrigin implements Origin {
  private final Path data;
  private final JournalReader journal;

  private JournalOrigin(Path data, JournalReader journal) {
    this.data = data;
    this.journal = journal;
  }

  /**
   * Opens it; all of it is checked.
   *
   * @throws IOException if there is none, it is damaged, or a server uses it
   */
  static JournalOrigin open(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      throw new IOException(data + ": there is no such directory");
    }
    JournalReader journal = JournalReader.open(RealDisk.of(data));
    boolean opened = false;
    try {
      if (journal.position() == 0) {
        throw new IOException(data + ": holds no journal");
      }
      if (journal.tail() instanceof JournalReader.Tail.Broken broken) {
        throw broken.damage();
      }
      opened = true;
      return new JournalOrigin(data, journal);
    } finally {
      if (!opened) {
        journal.close();
      }
    }
  }

  @Override
  public String shown() {
    return data.toString();
  }

  @Override
  public long end() {
    return journal.position();
  }

  /** It holds the lock of the directory. */
  @Override
  public void fence() {}

  @Override
  public void read(long after, BatchReader reader) throws IOException {
    try {
      journal.read(after, reader);
    } catch (Trimmed e) {
      throw new IOException(
          "%s: the log begins at position %d, and all of it is needed; put the segments before"
                  .formatted(data, e.first())
              + " that back from the archive, in a copy of the directory",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
