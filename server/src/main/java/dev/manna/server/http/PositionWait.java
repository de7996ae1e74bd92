package dev.manna.server.http;

/**
 * Lets a question about the books be asked once they have come to a position. If they do not come
 * there in time it is asked all the same, and the answer is that they are behind.
 */
@FunctionalInterface
public interface PositionWait {
  /**
   * Calls back when the books are there, or it has taken too long.
   *
   * @param position 0 where none was named
   * @param then called once, on any thread
   */
  void await(long position, Runnable then);
}
