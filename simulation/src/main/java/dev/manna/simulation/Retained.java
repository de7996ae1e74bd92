package dev.manna.simulation;

import dev.manna.engine.journal.JournalOptions;
import dev.manna.engine.journal.Retention;
import dev.manna.simulation.disk.SimDisk;
import java.io.IOException;

/**
 * A server that keeps a part of its log, and a follower that is sometimes far behind: nothing that
 * the follower still needs may go. In some runs; the others keep all.
 */
final class Retained {
  private final Chance chance;
  private final Faults faults;
  private final Story story;
  private final SimDisk disk;
  private final boolean trims;

  /** Whether the follower knows nothing but where it stands, as one that names things does. */
  private final boolean names;

  /** How far the follower is; a server that starts does not know that before it answers. */
  private long follower;

  private boolean failed;

  /**
   * Keeps a log from its beginning, or a part of it.
   *
   * @param mayTrim whether nobody else reads it from its beginning
   */
  Retained(Chance chance, Faults faults, Story story, SimDisk disk, boolean mayTrim) {
    this.disk = disk;
    this.chance = chance;
    this.faults = faults;
    this.story = story;
    trims = mayTrim && chance.oneIn(2);
    names = trims && chance.oneIn(2);
  }

  /** A log was opened that begins at this position. */
  void opened(long first) {
    failed = false;
    Found.unless(
        first <= Math.max(1, follower),
        "the log begins at " + first + ", and a follower stands at " + follower);
    Found.unless(
        !names || first == 1 || isOutlined(first),
        "no snapshot says what came before the log's "
            + first
            + " up to the follower's "
            + follower);
  }

  private boolean isOutlined(long first) {
    return disk.names().stream()
        .filter(name -> name.matches("snapshot-\\d+"))
        .mapToLong(name -> Long.parseLong(name.substring("snapshot-".length())))
        .anyMatch(position -> position >= first - 1 && position <= follower);
  }

  /** Lets the follower go on, up to what is durable, and takes away what nobody needs. */
  void trim(Retention retention, long durable, long now) {
    if (!trims || !chance.oneIn(3)) {
      return;
    }
    if (chance.oneIn(3)) {
      follower = chance.between(follower, durable);
    }
    long named = names ? follower : Long.MAX_VALUE;
    long bytes = chance.below(3) * (long) JournalOptions.MIN_SEGMENT_BYTES;
    Retention.Keep keep = new Retention.Keep(bytes, chance.below(2) * 5_000L);
    try {
      while (!failed && retention.trim(follower - 1, named, keep, now, name -> {})) {
        faults.met(Fault.TRIMMED);
        story.tell("trimmed", retention.first());
        if (chance.oneIn(3)) {
          // What a crash leaves right behind it is what counts.
          disk.crashAfter(chance.between(1, 4));
        }
      }
    } catch (IOException e) {
      // A server goes on without: the log only grows.
      failed = true;
      story.tell("not trimmed", e);
    }
    opened(retention.first(), failed);
  }

  private void opened(long first, boolean stays) {
    opened(first);
    failed = stays;
  }
}
