package dev.manna.core;

import java.util.List;

/** What happens to the proof of a campaign. */
public sealed interface ProofEvent extends Event {
  int campaign();

  /**
   * A campaign's key may be seen by everybody, and the campaign is closed for good.
   *
   * @param closing what there was of each item then, by number
   */
  record Revealed(int campaign, List<Closing> closing) implements ProofEvent {}

  /**
   * A campaign is over, nothing of it is held, nobody waits and no draw is due: it is settled, by
   * itself, and its key may be seen by everybody.
   *
   * @param closing what there is of each item, by number
   */
  record CampaignSettled(int campaign, List<Closing> closing) implements ProofEvent {}

  /** How much there is of an item; total {@link Lottery.Prize#UNLIMITED} where there is no end. */
  record Closing(long total, long held, long given) {}
}
