package dev.manna.server.move;

import dev.manna.core.Batch;
import dev.manna.core.Log.BatchReader;
import dev.manna.core.law.Machine;
import java.io.IOException;

/** Where a log goes to; nobody finds it there before it is whole. */
interface Destination extends AutoCloseable {
  /** How people call it. */
  String shown();

  /** Where it lies until it is whole. */
  String unfinished();

  /** The last position that it has, of an earlier attempt. */
  long position();

  /** Takes the batch that follows. */
  void append(Batch batch) throws IOException;

  /** Reads what it took, from where it lies. */
  void read(long after, BatchReader reader) throws IOException;

  /**
   * Makes it a log from which servers start.
   *
   * @param state at its end
   */
  void finish(Machine state) throws IOException;

  /** Without a {@link #finish} nobody finds anything there. */
  @Override
  void close() throws IOException;
}
