package dev.manna.server.move;

import dev.manna.core.Log.BatchReader;
import java.io.IOException;

/** The log that is moved: whole, and nobody appends to it. */
interface Origin extends AutoCloseable {
  /** How people call it. */
  String shown();

  /** The position of the last event. */
  long end();

  /** Sees to it that nobody appends from now on, either. */
  void fence() throws IOException;

  /** Hands over each batch that ends after a position, in order, until the reader has enough. */
  void read(long after, BatchReader reader) throws IOException;

  @Override
  void close() throws IOException;
}
