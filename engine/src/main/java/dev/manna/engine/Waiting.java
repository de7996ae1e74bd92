package dev.manna.engine;

import dev.manna.core.Engine.Receiver;
import dev.manna.core.law.Machine;
import dev.manna.core.law.Prepared;

/** A request in the queue, and who waits for its reply. */
record Waiting(Prepared prepared, Receiver receiver) {

  /**
   * Fetches some requests, and then what they will look up.
   *
   * @return a number without meaning, which keeps the reads from being optimised away
   */
  static long touch(Machine machine, Waiting[] taken, int from, int to) {
    long read = 0;
    for (int i = from; i < to; i++) {
      read += Machine.fetch(taken[i].prepared());
    }
    for (int i = from; i < to; i++) {
      machine.expect(taken[i].prepared());
    }
    return read + machine.fetchExpected();
  }
}
