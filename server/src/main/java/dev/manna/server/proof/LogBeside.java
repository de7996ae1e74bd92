package dev.manna.server.proof;

import dev.manna.core.Batch;
import dev.manna.core.Check;
import dev.manna.core.Log;
import dev.manna.core.feed.Marks;
import dev.manna.server.Complaint;
import java.nio.file.Path;

/** The log of a server that may run, as far as somebody knows that it is durable. */
public abstract sealed class LogBeside implements Log permits JournalBeside, SharedBeside {
  /** The beginning of the log in a data directory; complains if there is none. */
  public static LogBeside of(Path data) {
    LogBeside log = JournalBeside.begun(data);
    if (log.name().isEmpty()) {
      throw new Complaint(data + ": holds no journal; --data names the directory of a server");
    }
    return log;
  }

  /** The same as far as a position that is durable. */
  public abstract LogBeside upTo(long position);

  /** The position of the first event that is there, 1 unless the beginning was removed. */
  public abstract long first();

  /** From here on it is known what things are called: 0, or the position of a snapshot. */
  public abstract long known();

  /** The same as far as it is known to be durable now. */
  public abstract LogBeside upToNow();

  /** What tells this log from others. */
  public final String name() {
    return Marks.identity(this);
  }

  @Override
  public final Appended append(long expectedPosition, Batch batch) {
    throw Check.broken("a log is appended to by its server");
  }
}
