package dev.manna.server.proof;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.engine.journal.Damaged;
import dev.manna.engine.journal.InUse;
import dev.manna.engine.journal.JournalReader;
import dev.manna.engine.journal.RealDisk;
import dev.manna.engine.journal.Trimmed;
import dev.manna.server.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The log of a server that is stopped, for reading. */
public final class StoppedLog implements AutoCloseable {
  private final Path data;
  private final JournalReader journal;

  private StoppedLog(Path data, JournalReader journal) {
    this.data = data;
    this.journal = journal;
  }

  /** Opens the log in a data directory; complains if there is none, or a server uses it. */
  public static StoppedLog open(Path data) {
    if (!Files.isDirectory(data)) {
      throw new Complaint(data + ": there is no such directory; --data names that of a server");
    }
    try {
      JournalReader journal = JournalReader.open(RealDisk.of(data));
      if (journal.position() == 0) {
        journal.close();
        throw new Complaint(data + ": holds no journal; --data names the directory of a server");
      }
      return new StoppedLog(data, journal);
    } catch (InUse | Damaged e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new Complaint(data + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Hands over all batches in order. Numbers in events mean names that came before, so the log is
   * read from its beginning, and complained about if that is gone.
   */
  public void read(Log.BatchReader reader) {
    try {
      journal.read(0, reader);
    } catch (Trimmed e) {
      throw trimmed(e);
    } catch (IOException e) {
      throw new Complaint(data + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private Complaint trimmed(Trimmed e) {
    return new Complaint(
        data
            + ": the log begins at position "
            + e.first()
            + ", and this needs all of it. Take a copy of the directory, and put the segments"
            + " before that back from the archive.",
        e);
  }

  /** The same log for whoever follows one; its end is where it stopped. */
  public Log asLog() {
    return new Log() {
      @Override
      public long position() {
        return journal.position();
      }

      @Override
      public Appended append(long expectedPosition, Batch batch) {
        throw Check.broken("nothing is appended to the log of a stopped server");
      }

      @Override
      public void read(long position, BatchReader reader) {
        try {
          journal.read(position, reader);
        } catch (Trimmed e) {
          throw trimmed(e);
        } catch (IOException e) {
          throw new Complaint(data + ": cannot be read: " + e.getMessage(), e);
        }
      }

      @Override
      public void close() {}
    };
  }

  /** The position of the last event. */
  public long position() {
    return journal.position();
  }

  /** What stands behind the last event. */
  public JournalReader.Tail tail() {
    return journal.tail();
  }

  @Override
  public void close() {
    try {
      journal.close();
    } catch (IOException e) {
      throw new Complaint(data + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
