package dev.manna.engine;

import dev.manna.core.Log;
import dev.manna.core.law.Machine;
import dev.manna.engine.journal.Journal;
import dev.manna.engine.journal.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes snapshots beside the live engine, which never waits for it: it loads the newest snapshot,
 * replays the log from there, and writes what came out. It needs the memory of a second state while
 * it works, and none in between.
 */
public final class Snapshotter {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshotter.class);

  private final Journal journal;
  private final long everyEvents;
  private long lastPosition;
  private volatile boolean stopped;

  Snapshotter(Journal journal, long everyEvents, long lastPosition) {
    this.journal = journal;
    this.everyEvents = everyEvents;
    this.lastPosition = lastPosition;
  }

  /**
   * Writes a snapshot if enough has happened since the last. Where that fails the log still has
   * everything, so it is said and tried again after as much again.
   *
   * @return whether one was written
   */
  public boolean doWork() {
    long target = journal.position();
    if (stopped || target - lastPosition < everyEvents) {
      return false;
    }
    try {
      Machine beside = newest(journal);
      replay(journal, beside, target);
      if (stopped) {
        return false;
      }
      journal.snapshots().write(beside.position(), beside::save);
      journal.snapshots().know(beside.view().outline());
      lastPosition = beside.position();
      return true;
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("no snapshot at {}: {}; the next start replays more", target, e.getMessage());
      lastPosition = target;
      return false;
    }
  }

  /** Ends a snapshot that is under way, and begins no other. */
  public void stop() {
    stopped = true;
  }

  private void replay(Log log, Machine into, long target) {
    log.read(
        into.position(),
        batch -> {
          into.replay(batch);
          return !stopped && batch.last() < target;
        });
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
