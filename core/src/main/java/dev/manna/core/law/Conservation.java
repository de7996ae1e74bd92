package dev.manna.core.law;

import dev.manna.core.Check;
import dev.manna.core.Reply.Status;
import org.jspecify.annotations.Nullable;

/**
 * A look at whether the books of a live state balance, {@link Equation} by equation, in slices
 * between batches. One campaign after the other is looked at: its claims, its users, then its
 * grants, whose sums stay true while users go on ({@link GrantSums}), then its items against those
 * sums. Whoever decides pays for a comparison where a grant changes, and for nothing else.
 *
 * <p>Used by the thread that uses the machine.
 */
public final class Conservation {
  /** So many items of a campaign are told. */
  private static final int TOLD_ITEMS = 100;

  /** A campaign costs as much as so many rows, however small it is. */
  private static final int ROWS_OF_A_CAMPAIGN = 16;

  private final State state;
  private int next;
  private @Nullable Inspection current;

  Conservation(State state) {
    this.state = state;
  }

  /**
   * An equation that does not hold.
   *
   * @param subject the item, the claim, the user or the grant, by its number where it has no name
   */
  public record Violation(
      String campaign, String subject, Equation equation, long expected, long found) {
    /** In a sentence. */
    public String text() {
      return equation.word()
          + " of "
          + subject
          + ": "
          + expected
          + " expected, "
          + found
          + " found";
    }
  }

  /** Who is told what there is, and what does not hold. */
  public interface Observer {
    /** An equation does not hold. */
    void violated(Violation violation);

    /**
     * An item of a campaign as it stands, one of its first hundred.
     *
     * @param free what is left to be taken, negative where more is sold than there is
     */
    void item(String campaign, StateView.Item item, long free);

    /**
     * All of a campaign was looked at, from its first row to its last.
     *
     * @param alarmed whether an alarm has stopped it
     */
    void looked(String campaign, boolean alarmed);
  }

  /**
   * Looks at so many rows more.
   *
   * @return whether that ended a round: each campaign was looked at since the last
   */
  public boolean look(int rows, Observer observer) {
    Check.that(!state.trail.recording(), "the books are looked at between batches");
    int left = rows;
    while (left > 0) {
      Inspection inspection = current;
      if (inspection == null) {
        if (next >= state.campaigns.size()) {
          next = 0;
          return true;
        }
        inspection = new Inspection(state, state.campaigns.get(next), observer);
        current = inspection;
      }
      left -= inspection.look(left, observer);
      if (inspection.isOver()) {
        inspection.end();
        CampaignState campaign = inspection.campaign;
        observer.looked(campaign.id, campaign.rules().status() == Status.ALARMED);
        current = null;
        next++;
        left -= ROWS_OF_A_CAMPAIGN;
      }
    }
    return false;
  }

  /** How many items of a campaign are told. */
  static boolean told(int item) {
    return item < TOLD_ITEMS;
  }
}
