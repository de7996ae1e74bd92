package dev.manna.core;

import java.util.List;

/** What is answered about changes. */
public sealed interface ChangeReply extends Reply {
  /** As of which position it is true. */
  long position();

  /**
   * A page of a campaign's history, the first change first.
   *
   * @param next the {@code after} of the next page, 0 on the last
   * @param waiting the numbers of the changes that wait for a second person, the first first
   */
  record Changes(
      String campaign, List<Changed> changes, int next, List<Integer> waiting, long position)
      implements ChangeReply {}

  /** How a proposed change stands, by its number in the campaign's history. */
  record Proposal(String campaign, int number, Standing standing, long position)
      implements ChangeReply {}

  /**
   * What waits for a second person.
   *
   * @param change as it is decided anew when it is approved
   */
  record Asked(String campaign, int number, Author author, Command change, long position)
      implements ChangeReply {}

  /** How a proposed change can stand. */
  enum Standing {
    WAITING,
    APPROVED,
    WITHDRAWN;

    /** The standing as every interface writes it. */
    public String word() {
      return switch (this) {
        case WAITING -> "waiting";
        case APPROVED -> "approved";
        case WITHDRAWN -> "withdrawn";
      };
    }
  }
}
