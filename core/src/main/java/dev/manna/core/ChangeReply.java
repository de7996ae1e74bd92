package dev.manna.core;

import java.util.List;

/** What is answered about changes. */
public sealed interface ChangeReply extends Reply {
  /**
   * A page of a campaign's history, the first change first.
   *
   * @param next the {@code after} of the next page, 0 on the last
   */
  record Changes(String campaign, List<Changed> changes, int next, long position)
      implements ChangeReply {}
}
