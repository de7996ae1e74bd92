package dev.manna.log.postgres;

import dev.manna.core.Log.Away;
import dev.manna.core.Log.BatchReader;
import dev.manna.core.SnapshotStore.Reader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A log as far as it goes at the moment, for whoever looks at it beside its nodes. It changes
 * nothing: no node is registered, no table made. Used by one thread at a time.
 */
public final class LogView implements AutoCloseable {
  private final Link link;
  private final String log;
  private LeftLog.Standing standing;

  private LogView(Link link, String log, LeftLog.Standing standing) {
    this.link = link;
    this.log = log;
    this.standing = standing;
  }

  /**
   * Opens a log.
   *
   * @param log its name
   * @param nanos of a clock that never goes back
   * @throws IOException if there is none, it holds nothing, or it cannot be reached; the message
   *     says which
   */
  public static LogView open(Database database, String log, LongSupplier nanos) throws IOException {
    Link link = new Link(database, nanos);
    boolean opened = false;
    try {
      LogView made = new LogView(link, log, found(link, log));
      opened = true;
      return made;
    } catch (SQLException e) {
      throw new IOException(Troubles.sentence(database, e), e);
    } finally {
      if (!opened) {
        link.close();
      }
    }
  }

  private static LeftLog.Standing found(Link link, String log) throws SQLException, IOException {
    return LeftLog.begun(link.ask(LeftLog::logs), link.database().shown(), log);
  }

  /** What a message calls it. */
  public String shown() {
    return "log \"%s\" in %s".formatted(log, link.database().shown());
  }

  /** The position of the first event that is there, 1 unless the beginning was removed. */
  public long first() {
    return standing.trimmed() + 1;
  }

  /** The position of the last event, as of the last look. */
  public long end() {
    return standing.end();
  }

  /**
   * Looks how far it goes by now.
   *
   * @throws Away if the database cannot be reached
   */
  public void look() {
    try {
      standing = found(link, log);
    } catch (SQLException e) {
      throw new Away(Troubles.sentence(link.database(), e), e);
    } catch (IOException e) {
      throw new Away(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Hands over each batch that ends after a position, in order, up to the end of the last look or
   * until the reader has enough.
   *
   * @throws dev.manna.core.Log.Gone if some of them were removed
   * @throws Away if the database cannot be reached
   * @throws dev.manna.core.Log.Failure if what is there is not what was appended
   */
  public void read(long after, BatchReader reader) {
    long end = end();
    if (after >= end) {
      return;
    }
    Pages.read(after, this::page, batch -> reader.read(batch) && batch.last() < end);
  }

  private Pages.Page page(long after) {
    return ask(connection -> Pages.after(connection, log, after));
  }

  /** The positions of the snapshots, the newest first. */
  public List<Long> snapshots() {
    return ask(connection -> PostgresSnapshots.positions(connection, log));
  }

  /** What somebody makes of a snapshot; null where it is damaged, or gone by now. */
  public <T> @Nullable T snapshot(long position, Reader<T> reader) {
    return ask(connection -> SnapshotView.read(connection, log, position, reader));
  }

  private <T extends @Nullable Object> T ask(Link.Question<T> question) {
    try {
      return link.ask(question);
    } catch (SQLException e) {
      throw new Away(Troubles.sentence(link.database(), e), e);
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
