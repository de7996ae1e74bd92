package dev.manna.core.wire;

import java.nio.ByteBuffer;

/** Where a stream of bytes comes from. */
@FunctionalInterface
public interface Source {
  /** Fills the buffer to its limit; fails where the stream ends before. */
  void fill(ByteBuffer bytes);
}
