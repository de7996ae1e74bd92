package dev.manna.engine;

import dev.manna.core.Batch;
import dev.manna.core.Log;
import dev.manna.core.law.Machine;

/** What comes before a batch is decided: others have their turn, and what they wrote is applied. */
final class Turn {
  /** After races that were lost, a batch has half as many requests each time, down to so many. */
  private static final int LEAST_DECIDED = 512;

  private static final int MOST_HALVINGS = 4;

  /** So many parts of a table grow behind a batch, before they must. */
  private static final int AHEAD = 4;

  private final Log log;
  private final Machine machine;
  private final WriterStats stats;

  /** Up to where the log was known when our turn began. */
  private long known;

  private int lostInARow;

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
    if (stats.position() < machine.position()) {
      // Who lost a race has taken in what the log told.
      stats.recovered(machine.position());
    }
    workAhead();
    long before;
    do {
      before = machine.position();
      catchUp(log.turn());
    } while (machine.position() > before);
    known = log.position();
  }

  /** Our answers are out, and the others have their turn: nobody waits for this. */
  private void workAhead() {
    int parts = 0;
    while (parts < AHEAD && machine.workAhead()) {
      parts++;
    }
  }

  private void catchUp(long end) {
    if (end > machine.position()) {
      log.heard(machine.position(), this::apply);
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

  /** Whether the log has gone on since our turn began, so that nothing can follow what was. */
  boolean isOver() {
    return log.position() > known;
  }

  /** What was decided is undone, since nothing can follow what was. */
  void lose() {
    machine.undo();
    stats.lostRace();
    lostInARow++;
  }

  void win() {
    lostInARow = 0;
  }

  /** So many requests at most may be decided in this turn: who was too slow is faster with less. */
  int mayDecide() {
    return Math.max(LEAST_DECIDED, Round.MAX_TAKEN >> Math.min(lostInARow, MOST_HALVINGS));
  }

  /**
   * Takes in what the log holds beyond the machine's position.
   *
   * @throws Log.Away if the log cannot be reached; what was taken in so far is in order
   */
  void catchUp() {
    log.read(machine.position(), this::apply);
    stats.recovered(machine.position());
  }

  private boolean apply(Batch batch) {
    machine.replay(batch);
    return true;
  }
}
