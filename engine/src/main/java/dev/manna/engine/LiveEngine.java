package dev.manna.engine;

import dev.manna.core.Engine;
import java.util.List;

/**
 * An engine that holds the whole state and decides, over a log of its own or one that it shares.
 * Its owner gives it threads.
 */
public sealed interface LiveEngine extends Engine, AutoCloseable
    permits EmbeddedEngine, NodeEngine {
  /** What stands in front of the writer. */
  Intake intake();

  /** What decides, for a thread of its own. */
  Writer writer();

  /** What looks at the books of the live state, on the writer's thread. */
  Watch watch();

  /** What the writer has done so far. */
  WriterStats stats();

  /**
   * The campaigns whose answers wait for the books and that are not settled; only while nobody is
   * in {@link Writer#doWork}.
   */
  List<String> answeringFromBooks();

  /** SHA-256 of the state; only while nobody is in {@link Writer#doWork}. */
  String digest();

  /** Closes its log, or its side of it; when the writer's thread has ended. */
  @Override
  void close();
}
