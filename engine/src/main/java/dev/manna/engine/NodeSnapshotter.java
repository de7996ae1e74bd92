package dev.manna.engine;

import dev.manna.core.Log;
import dev.manna.core.SharedLog;
import dev.manna.core.SnapshotStore;
import dev.manna.core.law.Machine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves states for nodes that join, made beside the live engine: it loads the newest that there
 * is, replays the log from there, and writes what came out. All nodes do this, and whoever is first
 * spares it the others.
 */
public final class NodeSnapshotter {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSnapshotter.class);

  private final SharedLog log;
  private final SnapshotStore snapshots;
  private final long everyEvents;
  private long lastPosition;
  private volatile boolean stopped;

  NodeSnapshotter(SharedLog log, SnapshotStore snapshots, long everyEvents, long lastPosition) {
    this.log = log;
    this.snapshots = snapshots;
    this.everyEvents = everyEvents;
    this.lastPosition = lastPosition;
  }

  /** The state of the newest snapshot, or the one before everything. */
  static Machine newest(SnapshotStore snapshots) {
    SnapshotStore.@Nullable Found<Machine> found = snapshots.newest(Machine::load);
    return found == null ? new Machine() : found.state();
  }

  /**
   * Writes a snapshot if enough has happened since the last that this node knows of. Where that
   * fails the log still has everything, so it is said and tried again after as much again.
   *
   * @return whether this node wrote one
   */
  public boolean doWork() {
    long target = log.position();
    if (stopped || target - lastPosition < everyEvents) {
      return false;
    }
    try {
      Machine beside = newest(snapshots);
      lastPosition = beside.position();
      if (target - lastPosition < everyEvents) {
        return false;
      }
      replay(beside, target);
      lastPosition = target;
      return !stopped && snapshots.write(beside.position(), beside::save);
    } catch (Log.Away | Log.Gone e) {
      LOG.warn("no snapshot at {}: {}; who joins replays more", target, e.getMessage());
      lastPosition = target;
      return false;
    }
  }

  private void replay(Machine into, long target) {
    log.read(
        into.position(),
        batch -> {
          into.replay(batch);
          return !stopped && batch.last() < target;
        });
  }

  /** Ends a snapshot that is under way, and begins no other. */
  public void stop() {
    stopped = true;
  }
}
