package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Query;
import dev.manna.core.Reply;

/** What is read of a lottery alone. */
final class LotteryAnswers {
  private LotteryAnswers() {}

  static Reply chances(State state, CampaignState campaign, Query.OfChances of, Claimant user) {
    int row = campaign.users.find(user);
    return new Reply.Chances(
        campaign.id, of.user(), Admission.chances(campaign, row), state.position());
  }
}
