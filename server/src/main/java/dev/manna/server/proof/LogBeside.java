package dev.manna.server.proof;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.Outline;
import dev.manna.core.feed.Marks;
import dev.manna.engine.journal.Disk;
import dev.manna.engine.journal.JournalReader;
import dev.manna.engine.journal.Outlines;
import dev.manna.engine.journal.PastLog;
import dev.manna.engine.journal.RealDisk;
import dev.manna.engine.journal.Trimmed;
import dev.manna.server.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The log of a server that may run, as far as somebody knows that it is durable. */
public final class LogBeside implements Log {
  /** Nobody follows a log that has not begun. */
  private static final long BEGUN = 1;

  private final Path data;
  private final Disk disk;
  private final Outlines outlines;
  private final long first;
  private final long durable;

  private LogBeside(Path data, Disk disk, Outlines outlines, long first, long durable) {
    this.data = data;
    this.disk = disk;
    this.outlines = outlines;
    this.first = first;
    this.durable = durable;
  }

  /** The beginning of the log in a data directory; complains if there is none. */
  public static LogBeside of(Path data) {
    if (!Files.isDirectory(data)) {
      throw new Complaint(data + ": there is no such directory; --data names that of a server");
    }
    try {
      Disk disk = RealDisk.of(data);
      long first = JournalReader.firstBeside(disk);
      LogBeside log = new LogBeside(data, disk, new Outlines(disk), first, BEGUN);
      if (log.name().isEmpty()) {
        throw new Complaint(data + ": holds no journal; --data names the directory of a server");
      }
      return log;
    } catch (IOException e) {
      throw new Complaint(data + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** The same as far as a position that is durable. */
  public LogBeside upTo(long position) {
    return new LogBeside(data, disk, outlines, first, position);
  }

  /** The position of the first event that is there, 1 unless the beginning was removed. */
  public long first() {
    return first;
  }

  /** From here on it is known what things are called: 0, or the position of a snapshot. */
  public long known() {
    return first == 1 ? 0 : outlines.oldest();
  }

  /** The same as far as it is known to be durable now. */
  public LogBeside upToNow() {
    try (PastLog log = PastLog.open(disk)) {
      return upTo(log.end());
    } catch (IOException e) {
      throw new Complaint(data + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** What tells this log from others. */
  public String name() {
    return Marks.identity(this);
  }

  @Override
  public long position() {
    return durable;
  }

  @Override
  public Appended append(long expectedPosition, Batch batch) {
    throw Check.broken("a log is appended to by its server");
  }

  @Override
  public void read(long position, BatchReader reader) {
    try {
      JournalReader.readBeside(disk, position, durable, reader);
    } catch (Trimmed e) {
      throw new Gone(String.valueOf(e.getMessage()), e.first());
    } catch (IOException e) {
      throw new Complaint(data + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** A log that is whole is read from its beginning as fast. */
  @Override
  public @Nullable Outline outline(long upTo) {
    return first > 1 ? outlines.upTo(upTo) : null;
  }

  @Override
  public void close() {}
}
