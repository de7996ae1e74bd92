package dev.manna.server.proof;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.engine.journal.Damaged;
import dev.manna.engine.journal.InUse;
import dev.manna.engine.journal.JournalReader;
import dev.manna.engine.journal.JournalReader.Tail;
import dev.manna.engine.journal.RealDisk;
import dev.manna.engine.journal.Trimmed;
import dev.manna.server.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A whole log up to an end that does not move, for reading: that of a server which is stopped, or
 * one that nodes share, as far as it went when this was opened.
 */
public final class StoppedLog implements AutoCloseable {
  private final String where;
  private final Contents contents;
  private final Tail tail;

  /** What is read. */
  private interface Contents {
    long position();

    /** Hands over each batch that ends after a position. */
    void read(long after, Log.BatchReader reader) throws IOException;

    /** Why there may be more of it; empty where there is not. */
    String doubt();

    /** What mends it where its beginning is gone. */
    String mended();

    void close() throws IOException;
  }

  private StoppedLog(String where, Contents contents, Tail tail) {
    this.where = where;
    this.contents = contents;
    this.tail = tail;
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
      return new StoppedLog(data.toString(), new OnDisk(journal), journal.tail());
    } catch (InUse | Damaged e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new Complaint(data + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** A log that nodes share, up to where it was looked at. Its transactions leave no torn end. */
  static StoppedLog of(String where, SharedView view) {
    return new StoppedLog(where, new Shared(view), new Tail.Clean());
  }

  private record OnDisk(JournalReader journal) implements Contents {
    @Override
    public long position() {
      return journal.position();
    }

    @Override
    public void read(long after, Log.BatchReader reader) throws IOException {
      try {
        journal.read(after, reader);
      } catch (Trimmed e) {
        throw new Log.Gone(String.valueOf(e.getMessage()), e.first());
      }
    }

    @Override
    public String doubt() {
      return "";
    }

    @Override
    public String mended() {
      return "Take a copy of the directory, and put the segments before that back from the"
          + " archive.";
    }

    @Override
    public void close() throws IOException {
      journal.close();
    }
  }

  private record Shared(SharedView view) implements Contents {
    @Override
    public long position() {
      return view.end();
    }

    @Override
    public void read(long after, Log.BatchReader reader) {
      try {
        view.read(after, reader);
      } catch (Log.Away | Log.Failure e) {
        throw new Complaint(String.valueOf(e.getMessage()), e);
      }
    }

    @Override
    public String doubt() {
      return view.doubt();
    }

    @Override
    public String mended() {
      return view.mended();
    }

    @Override
    public void close() {
      view.close();
    }
  }

  /** What a message calls the log. */
  public String where() {
    return where;
  }

  /**
   * Hands over all batches in order. Numbers in events mean names that came before, so the log is
   * read from its beginning, and complained about if that is gone.
   */
  public void read(Log.BatchReader reader) {
    read(0, reader);
  }

  private void read(long after, Log.BatchReader reader) {
    try {
      contents.read(after, reader);
    } catch (Log.Gone e) {
      throw new Complaint(
          "%s: the log begins at position %d, and this needs all of it. %s"
              .formatted(where, e.first(), contents.mended()),
          e);
    } catch (IOException e) {
      throw new Complaint(where + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The same log for whoever follows one; its end is where it stopped. */
  public Log asLog() {
    return new Log() {
      @Override
      public long position() {
        return contents.position();
      }

      @Override
      public Appended append(long expectedPosition, Batch batch) {
        throw Check.broken("nothing is appended to the log of a stopped server");
      }

      @Override
      public void read(long position, BatchReader reader) {
        StoppedLog.this.read(position, reader);
      }

      @Override
      public void close() {}
    };
  }

  /** The position of the last event. */
  public long position() {
    return contents.position();
  }

  /** Why there may be more of it behind the last event; empty where there is not. */
  public String doubt() {
    return contents.doubt();
  }

  /** What stands behind the last event. */
  public Tail tail() {
    return tail;
  }

  @Override
  public void close() {
    try {
      contents.close();
    } catch (IOException e) {
      throw new Complaint(where + ": cannot be closed: " + e.getMessage(), e);
    }
  }
}
