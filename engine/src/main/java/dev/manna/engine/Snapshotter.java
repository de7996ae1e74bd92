package dev.manna.engine;

import dev.manna.core.law.Frozen;
import dev.manna.core.law.Machine;
import dev.manna.engine.journal.Journal;
import dev.manna.engine.journal.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes snapshots beside the live engine, which does not wait for it: the writer leaves its state
 * as it stands between two batches, and what it changes before that is written it copies first.
 */
public final class Snapshotter {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshotter.class);

  private final Journal journal;
  private final Freezer freezer;
  private final long everyEvents;
  private long lastPosition;
  private boolean asked;
  private volatile boolean stopped;

  Snapshotter(Journal journal, Freezer freezer, long everyEvents, long lastPosition) {
    this.journal = journal;
    this.freezer = freezer;
    this.everyEvents = everyEvents;
    this.lastPosition = lastPosition;
  }

  /**
   * Asks for the state if enough has happened since the last snapshot, and writes it when it is
   * there; always called by one thread, which is woken then. Where writing fails the log still has
   * everything, so it is said and tried again after as much again.
   *
   * @return whether a snapshot was written
   */
  public boolean doWork() {
    if (stopped) {
      return false;
    }
    if (!asked) {
      asked = journal.position() - lastPosition >= everyEvents;
      if (asked) {
        freezer.ask();
      }
      return false;
    }
    Frozen frozen = freezer.take();
    if (frozen == null) {
      return false;
    }
    asked = false;
    lastPosition = frozen.position();
    return write(frozen);
  }

  private boolean write(Frozen frozen) {
    try {
      journal.snapshots().write(frozen.position(), frozen::writeTo);
      journal.snapshots().know(frozen.outline());
      return true;
    } catch (IOException e) {
      LOG.warn(
          "no snapshot at {}: {}; the next start replays more", frozen.position(), e.getMessage());
      return false;
    } finally {
      frozen.release();
    }
  }

  /** No other snapshot is begun. */
  public void stop() {
    stopped = true;
  }

  /** The state of the newest snapshot, or the one before everything. */
  static Machine newest(Journal journal) throws IOException {
    try (@Nullable Snapshot snapshot = journal.snapshots().newest()) {
      return snapshot == null ? new Machine() : Machine.load(snapshot);
    } catch (UncheckedIOException e) {
      throw new IOException("the newest snapshot cannot be read: " + e.getMessage(), e);
    }
  }
}
