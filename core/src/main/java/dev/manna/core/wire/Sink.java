package dev.manna.core.wire;

import java.nio.ByteBuffer;

/** Where a stream of bytes goes. */
@FunctionalInterface
public interface Sink {
  /** Takes all remaining bytes. */
  void put(ByteBuffer bytes);
}
