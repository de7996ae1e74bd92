package dev.manna.engine;

import dev.manna.core.Engine.Receiver;
import dev.manna.core.law.Machine;
import dev.manna.core.law.Prepared;

/** A request in the queue, and who waits for its reply. */
record Waiting(Prepared prepared, Receiver receiver) {

  /**
   * Fetches what some requests will look up, all first lines before all second ones.
   *
   * @return a number without meaning, which keeps the reads from being optimised away
   */
  static long touch(Machine machine, Waiting[] taken, int from, int to) {
    long read = 0;
    for (int i = from; i < to; i++) {
      read += Machine.fetch(taken[i].prepared());
    }
    for (int i = from; i < to; i++) {
      read += machine.touch(taken[i].prepared());
    }
    for (int i = from; i < to; i++) {
      read += machine.touchAgain(taken[i].prepared());
    }
    return read;
  }
}
