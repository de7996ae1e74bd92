package dev.manna.core.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where a stream of bytes goes. */
@FunctionalInterface
public interface Sink {
  /** Takes all remaining bytes. */
  void put(ByteBuffer bytes);

  /**
   * Takes the first numbers of a page, the lowest byte of each first.
   *
   * @return whether the page itself is kept to be read later, so that it must not be changed until
   *     then
   */
  default boolean put(long[] page, int numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(page, 0, numbers);
    put(bytes);
    return false;
  }
}
