package dev.manna.stream.rocketmq;

import dev.manna.core.feed.EventSink.Trouble;

/** Remembers where a stream stands. */
interface Positions {
  /** Where it stands, {@link Standing#START} where nothing is remembered. */
  Standing read() throws Trouble;

  /**
   * Moves on, for good when this returns.
   *
   * @return false where it did not stand there; then nothing has changed
   */
  boolean move(Standing from, Standing to) throws Trouble;
}
