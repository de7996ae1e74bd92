package dev.manna.engine;

import dev.manna.core.Log;
import dev.manna.core.SharedLog;
import dev.manna.core.SnapshotStore;
import dev.manna.core.law.Frozen;
import dev.manna.core.law.Machine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves states for nodes that join, made beside the live engine, as {@link Snapshotter} makes
 * them. All nodes do this, and whoever is first spares it the others.
 */
public final class NodeSnapshotter {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSnapshotter.class);

  private final SharedLog log;
  private final SnapshotStore snapshots;
  private final Freezer freezer;
  private final long everyEvents;
  private long lastPosition;
  private boolean asked;
  private volatile boolean stopped;

  NodeSnapshotter(
      SharedLog log,
      SnapshotStore snapshots,
      Freezer freezer,
      long everyEvents,
      long lastPosition) {
    this.log = log;
    this.snapshots = snapshots;
    this.freezer = freezer;
    this.everyEvents = everyEvents;
    this.lastPosition = lastPosition;
  }

  /** The state of the newest snapshot, or the one before everything. */
  static Machine newest(SnapshotStore snapshots) {
    SnapshotStore.@Nullable Found<Machine> found = snapshots.newest(Machine::load);
    return found == null ? new Machine() : found.state();
  }

  /**
   * Asks for the state if enough has happened since the last snapshot, whoever wrote it, and writes
   * it when it is there; always called by one thread, which is woken then. Where that fails the log
   * still has everything, so it is said and tried again after as much again.
   *
   * @return whether this node wrote one
   */
  public boolean doWork() {
    if (stopped) {
      return false;
    }
    try {
      return asked ? write(freezer.take()) : ask(log.position());
    } catch (Log.Away e) {
      LOG.warn("no snapshot at {}: {}; who joins replays more", lastPosition, e.getMessage());
      return false;
    }
  }

  private boolean ask(long position) {
    if (position - lastPosition < everyEvents) {
      return false;
    }
    long known = lastPosition;
    lastPosition = position;
    lastPosition = Math.max(known, snapshots.newestPosition());
    asked = position - lastPosition >= everyEvents;
    if (asked) {
      freezer.ask();
    }
    return false;
  }

  private boolean write(@Nullable Frozen frozen) {
    if (frozen == null) {
      return false;
    }
    asked = false;
    lastPosition = frozen.position();
    try {
      return snapshots.write(frozen.position(), frozen::writeTo);
    } finally {
      frozen.release();
    }
  }

  /** No other snapshot is begun. */
  public void stop() {
    stopped = true;
  }
}
