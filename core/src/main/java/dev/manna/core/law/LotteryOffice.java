package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Lottery;
import dev.manna.core.LotteryCommand;
import dev.manna.core.LotteryEvent;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.Reply.Status;
import org.jspecify.annotations.Nullable;

/** What is asked of a lottery alone, beside the draws. */
final class LotteryOffice {
  private LotteryOffice() {}

  static Decision decide(
      CampaignState campaign, LotteryCommand command, @Nullable Claimant claimant, long now) {
    if (!(campaign.definition() instanceof Lottery lottery)) {
      return Decision.refuses(
          Refusal.MALFORMED,
          "\"" + campaign.id + "\" is a " + campaign.definition().kind() + " and no lottery");
    }
    return switch (command) {
      case LotteryCommand.Credit credit ->
          credit(campaign, lottery, credit, Law.named(claimant), now);
    };
  }

  private static Decision credit(
      CampaignState campaign,
      Lottery lottery,
      LotteryCommand.Credit credit,
      Claimant claimant,
      long now) {
    int fingerprint = Fingerprint.of(credit);
    int user = campaign.users.find(claimant);
    int seen = user < 0 ? -1 : campaign.claims.find(user, claimant);
    if (seen >= 0) {
      return campaign.claims.fingerprint(seen) == fingerprint
          ? Decision.answers(credited(campaign, credit, campaign.claims.position(seen)))
          : Law.keyReused(campaign, seen, claimant);
    }
    if (!lottery.chances()) {
      return Decision.refuses(
          Refusal.MALFORMED, "draws of \"" + campaign.id + "\" do not cost chances");
    }
    if (campaign.rules().status() == Status.CLOSED || now >= lottery.terms().endMillis()) {
      return Decision.refuses(Refusal.ENDED, "there is nothing left to draw for");
    }
    return Decision.happens(
        new LotteryEvent.Credited(
            campaign.number, claimant, fingerprint, credit.source(), credit.chances()));
  }

  private static Reply credited(
      CampaignState campaign, LotteryCommand.Credit credit, long position) {
    return new Reply.Credited(
        campaign.id, credit.user(), credit.key(), credit.source(), credit.chances(), position);
  }

  static void apply(CampaignState campaign, LotteryEvent event, long position) {
    switch (event) {
      case LotteryEvent.Credited credited -> {
        int user = campaign.useKey(credited.claimant(), credited.fingerprint(), position);
        campaign.tallies.add(Tallies.Kind.CHANCES, user, 0, credited.chances());
      }
    }
  }

  /** What to answer to a command whose event was just applied. */
  static Reply after(State state, LotteryCommand command, LotteryEvent event) {
    CampaignState campaign = state.campaigns.get(event.campaign());
    return switch (command) {
      case LotteryCommand.Credit credit -> credited(campaign, credit, state.position());
    };
  }
}
