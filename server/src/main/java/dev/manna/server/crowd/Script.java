package dev.manna.server.crowd;

import org.jspecify.annotations.Nullable;

/**
 * What a crowd asks, and what it makes of the answers. All calls come from the thread that runs the
 * crowd.
 */
public interface Script {
  /** The next request, or null if there is none at the moment. */
  @Nullable Ask next();

  /** Takes the answer to a request. It comes once, whatever happened on the way. */
  void answered(Ask ask, Answer answer);

  /** Whether there will be no further request, also not after the answers that are still out. */
  boolean over();
}
