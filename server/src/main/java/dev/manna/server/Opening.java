package dev.manna.server;

import dev.manna.core.Log;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several things that are opened one after the other, and closed again where one of them fails. */
final class Opening implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  <T extends AutoCloseable> T take(T opened) {
    open.push(opened);
    return opened;
  }

  /** Nothing is closed: whoever has it closes it. */
  void succeeded() {
    open.clear();
  }

  @Override
  public void close() {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Log.Failure e) {
        throw e;
      } catch (Exception e) {
        LOG.warn("what was opened could not be closed: {}", e.toString());
      }
    }
  }
}
