package dev.manna.engine.journal;

import dev.manna.core.Outline;
import dev.manna.core.law.StateView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outlines of a log, out of its snapshots. What was read last is kept, so that many followers
 * that start together cost as much as one.
 */
public final class Outlines {
  private static final Logger LOG = LoggerFactory.getLogger(Outlines.class);

  /** Of the newest snapshots and the end of the log; a few hundred bytes a campaign and item. */
  private static final int MOST_KNOWN = 3;

  private final Disk disk;

  /** What need not be read any more, by position; guarded by this. */
  private final TreeMap<Long, Outline> known = new TreeMap<>();

  /** The outlines of the log in a directory; whoever writes there may go on. */
  public Outlines(Disk disk) {
    this.disk = disk;
  }

  /** Takes note of one that somebody has made anyway. */
  synchronized void know(Outline outline) {
    known.put(outline.position(), outline);
    if (known.size() > MOST_KNOWN) {
      known.pollFirstEntry();
    }
  }

  /** The latest up to a position; null where there is no good snapshot up to there. */
  public synchronized @Nullable Outline upTo(long position) {
    Map.Entry<Long, Outline> before = known.floorEntry(position);
    long least = before == null ? 0 : before.getKey();
    for (String name : later(least, position)) {
      Outline found = read(name);
      if (found != null) {
        know(found);
        return found;
      }
    }
    return before == null ? null : before.getValue();
  }

  /** The position of the oldest snapshot that there is, 0 where there is none. */
  public long oldest() {
    return later(0, Long.MAX_VALUE).reversed().stream()
        .findFirst()
        .map(Layout::snapshotPosition)
        .orElse(0L);
  }

  /** The snapshots between two positions, the newest first. */
  private List<String> later(long than, long upTo) {
    try {
      return disk.list().reversed().stream()
          .filter(Layout::isSnapshot)
          .filter(name -> Layout.snapshotPosition(name) > than)
          .filter(name -> Layout.snapshotPosition(name) <= upTo)
          .toList();
    } catch (IOException e) {
      LOG.warn("{}: the snapshots cannot be listed: {}", disk.where(), e.toString());
      return List.of();
    }
  }

  private @Nullable Outline read(String name) {
    try {
      try (Snapshot whole = Snapshot.open(disk, name)) {
        whole.verify();
      }
      try (Snapshot snapshot = Snapshot.open(disk, name)) {
        return StateView.outline(snapshot);
      }
    } catch (IOException | UncheckedIOException e) {
      // It may be gone by now; the log, or an older one, takes its place.
      LOG.debug("{}: {} is of no use for an outline", disk.where(), name, e);
      return null;
    }
  }
}
