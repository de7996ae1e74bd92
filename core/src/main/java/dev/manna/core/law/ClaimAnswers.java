package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.Grant;
import dev.manna.core.Query;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import java.util.ArrayList;
import java.util.List;

/** What is read of a claim by its user's key. */
final class ClaimAnswers {
  private ClaimAnswers() {}

  /** The row of a user's claim under a key, or -1 where none was accepted. */
  static int find(CampaignState campaign, Claimant claimant) {
    int user = campaign.users.find(claimant);
    int claim = user < 0 ? -1 : campaign.claims.find(user, claimant);
    // What uses nothing is a credit.
    return claim >= 0 && campaign.claims.uses(claim) > 0 ? claim : -1;
  }

  static Reply unknown() {
    return Reply.Refused.of(
        Refusal.UNKNOWN_CLAIM,
        "no claim of this user was accepted under this key; a refused one leaves no trace");
  }

  static Reply standing(State state, Query.OfClaim of, Claimant claimant) {
    CampaignState campaign = state.campaign(of.campaign());
    if (campaign == null) {
      return Answers.unknownCampaign(of.campaign());
    }
    int claim = find(campaign, claimant);
    return claim < 0 ? unknown() : standing(state, campaign, claim, claimant);
  }

  static Reply standing(State state, CampaignState campaign, int claim, Claimant claimant) {
    return new Reply.Standing(
        campaign.definition().kind(),
        (Reply.Claimed) Answers.claim(campaign, claim, claimant),
        WaitRules.waiting(campaign, claim),
        grants(campaign, claim),
        state.position());
  }

  /** The grants of a claim as they stand. */
  static List<Grant> grants(CampaignState campaign, int claim) {
    int first = campaign.claims.firstGrant(claim);
    List<Grant> grants = new ArrayList<>();
    for (int grant = first; grant < first + campaign.claims.grants(claim); grant++) {
      grants.add(Answers.view(campaign, grant));
    }
    return grants;
  }
}
