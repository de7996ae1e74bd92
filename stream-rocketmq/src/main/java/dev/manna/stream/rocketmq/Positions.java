package dev.manna.stream.rocketmq;

import dev.manna.core.feed.EventSink.Trouble;

/** Remembers where a stream stands. */
public interface Positions extends AutoCloseable {
  /** Where it stands, {@link Standing#START} where nothing is remembered. */
  Standing read() throws Trouble;

  /**
   * Where it stands, for whoever sends from now on. Where several may send, nobody moves it any
   * more from what was read before.
   */
  Standing claim() throws Trouble;

  /**
   * Moves on, for good when this returns.
   *
   * @return false where it did not stand there; then nothing has changed
   */
  boolean move(Standing from, Standing to) throws Trouble;

  /** Moves, wherever it stands; whoever sends finds out by itself. */
  void set(Standing to) throws Trouble;

  @Override
  void close();
}
