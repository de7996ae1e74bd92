package dev.manna.core.wire;

import java.nio.ByteBuffer;

/** Where a stream of bytes comes from. */
@FunctionalInterface
public interface Source {
  /**
   * Fills the buffer from its position to its limit, all of it.
   *
   * @throws java.io.UncheckedIOException if there are fewer bytes, or they cannot be read
   */
  void fill(ByteBuffer bytes);
}
