package dev.manna.server.proof;

import dev.manna.core.Outline;
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

/** A log in a data directory. */
final class JournalBeside extends LogBeside {
  /** Nobody follows a log that has not begun. */
  private static final long BEGUN = 1;

  private final Path data;
  private final Disk disk;
  private final Outlines outlines;
  private final long first;
  private final long durable;

  private JournalBeside(Path data, Disk disk, Outlines outlines, long first, long durable) {
    this.data = data;
    this.disk = disk;
    this.outlines = outlines;
    this.first = first;
    this.durable = durable;
  }

  /** The beginning of what is in a directory, which may be no log. */
  static JournalBeside begun(Path data) {
    if (!Files.isDirectory(data)) {
      throw new Complaint(data + ": there is no such directory; --data names that of a server");
    }
    try {
      Disk disk = RealDisk.of(data);
      long first = JournalReader.firstBeside(disk);
      return new JournalBeside(data, disk, new Outlines(disk), first, BEGUN);
    } catch (IOException e) {
      throw new Complaint(data + ": cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public LogBeside upTo(long position) {
    return new JournalBeside(data, disk, outlines, first, position);
  }

  @Override
  public long first() {
    return first;
  }

  @Override
  public long known() {
    return first == 1 ? 0 : outlines.oldest();
  }

  @Override
  public LogBeside upToNow() {
    try (PastLog log = PastLog.open(disk)) {
      return upTo(log.end());
    } catch (IOException e) {
      throw new Complaint(data + ": cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public long position() {
    return durable;
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
