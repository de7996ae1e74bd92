package dev.manna.engine;

import dev.manna.core.Log;
import dev.manna.core.law.Machine;

/** What comes before a batch is decided: others have their turn, and what they wrote is applied. */
final class Turn {
  private final Log log;
  private final Machine machine;
  private final WriterStats stats;

  Turn(Log log, Machine machine, WriterStats stats) {
    this.log = log;
    this.machine = machine;
    this.stats = stats;
  }

  /**
   * Waits until it is ours, and takes in what was appended since. On a log of one's own that is
   * nothing.
   */
  void await() {
    long end = log.turn();
    if (stats.position() < machine.position()) {
      // Who lost a race has taken in what the log told.
      stats.recovered(machine.position());
    }
    if (end > machine.position()) {
      try {
        catchUp();
      } catch (Log.Away e) {
        // The next append says so to whoever waits for it.
      }
    }
  }

  /**
   * Takes in what the log holds beyond the machine's position.
   *
   * @throws Log.Away if the log cannot be reached; what was taken in so far is in order
   */
  void catchUp() {
    log.read(
        machine.position(),
        batch -> {
          machine.replay(batch);
          return true;
        });
    stats.recovered(machine.position());
  }
}
