package dev.manna.core.wire;

import java.nio.ByteBuffer;

/** Where a stream of bytes goes. */
@FunctionalInterface
public interface Sink {
  /**
   * Takes the bytes from the buffer's position to its limit, all of them.
   *
   * @throws java.io.UncheckedIOException if they cannot be written
   */
  void put(ByteBuffer bytes);
}
