package dev.manna.core;

/**
 * A {@link Log} that several nodes append to, each through a side of its own. One thread appends to
 * a side; any may read.
 */
public interface SharedLog extends Log {
  /**
   * Waits for events after a position, as a node does that follows the log. Always called by one
   * thread, which need not be the one that appends.
   *
   * @return the last position that this side knows of, after at most so many milliseconds where
   *     there is nothing new or the log cannot be reached
   */
  long await(long position, long atMostMillis);

  /**
   * {@inheritDoc} What a side knows by itself is no answer: others may have appended since.
   *
   * @throws Away if the log cannot be reached, or cannot tell at the moment
   */
  @Override
  boolean endsAt(long position);
}
