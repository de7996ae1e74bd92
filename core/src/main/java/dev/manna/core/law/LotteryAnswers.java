package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryQuery;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import org.jspecify.annotations.Nullable;

/** What is read of a lottery alone. */
final class LotteryAnswers {
  private LotteryAnswers() {}

  static Reply chances(State state, Query.OfChances of, Claimant user) {
    CampaignState campaign = state.campaign(of.campaign());
    if (campaign == null) {
      return Answers.unknownCampaign(of.campaign());
    }
    int row = campaign.users.find(user);
    return new Reply.Chances(
        campaign.id, of.user(), Admission.chances(campaign, row), state.position());
  }

  static Reply to(State state, LotteryQuery query, @Nullable Claimant claimant) {
    CampaignState campaign = state.campaign(query.campaign());
    if (campaign == null) {
      return Answers.unknownCampaign(query.campaign());
    }
    if (!(campaign.definition() instanceof Lottery lottery)) {
      return Reply.Refused.of(Refusal.MALFORMED, "\"" + campaign.id + "\" is no lottery");
    }
    int user = claimant == null ? -1 : campaign.users.find(claimant);
    return switch (query) {
      case LotteryQuery.OfOdds of -> {
        Raffle raffle = campaign.raffle();
        yield raffle != null
            ? RaffleRules.odds(campaign, raffle, of, user, state.position())
            : new NextDraw(campaign, lottery, user).odds(of, state.position());
      }
    };
  }
}
