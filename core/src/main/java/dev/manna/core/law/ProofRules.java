package dev.manna.core.law;

import dev.manna.core.Claimant;
import dev.manna.core.ProofCommand;
import dev.manna.core.ProofEvent;
import dev.manna.core.ProofEvent.Closing;
import dev.manna.core.ProofQuery;
import dev.manna.core.ProofReply;
import dev.manna.core.Receipt;
import dev.manna.core.Refusal;
import dev.manna.core.Reply;
import dev.manna.core.proof.Secret;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a campaign's key may be shown, and what is shown of its secret before. */
final class ProofRules {
  private ProofRules() {}

  static Decision decide(CampaignState campaign, ProofCommand command, long now) {
    return switch (command) {
      case ProofCommand.Reveal reveal -> reveal(campaign, now);
    };
  }

  private static Decision reveal(CampaignState campaign, long now) {
    if (campaign.revealed()) {
      return Decision.answers(proof(campaign));
    }
    if (campaign.isDraft()) {
      return Law.draft(campaign);
    }
    long end = campaign.definition().terms().endMillis();
    if (!campaign.isClosed() && now < end) {
      return Decision.refuses(
          Refusal.NOT_ENDED,
          "whoever knows the key knows every outcome; close \"" + campaign.id + "\" before");
    }
    return Decision.happens(new ProofEvent.Revealed(campaign.number, closing(campaign)));
  }

  /** What happens by itself once a campaign is over and nothing of it is open. */
  static ProofEvent settlement(CampaignState campaign) {
    return new ProofEvent.CampaignSettled(campaign.number, closing(campaign));
  }

  private static List<Closing> closing(CampaignState campaign) {
    List<Closing> closing = new ArrayList<>(campaign.items.count());
    for (int item = 0; item < campaign.items.count(); item++) {
      closing.add(
          new Closing(
              campaign.items.total(item), campaign.items.held(item), campaign.items.given(item)));
    }
    return closing;
  }

  static Reply after(State state, ProofEvent event) {
    return proof(state.campaigns.get(event.campaign()));
  }

  static ProofReply.Proof proof(CampaignState campaign) {
    CampaignState.Rules rules = campaign.rules();
    Secret secret = campaign.seal.secret();
    return new ProofReply.Proof(
        campaign.id,
        rules.version(),
        rules.definition(),
        secret.keyHash(),
        campaign.revealed() ? new ProofReply.Shown(secret.key(), secret.saltHash()) : null,
        rules.position());
  }

  static Reply answer(State state, ProofQuery query, @Nullable Claimant claimant, long now) {
    CampaignState campaign = state.campaign(query.campaign());
    if (campaign == null) {
      return Answers.unknownCampaign(query.campaign());
    }
    return switch (query) {
      case ProofQuery.OfProof of -> proof(campaign);
      case ProofQuery.OfReceipt of -> receipt(campaign, of, claimant);
      case ProofQuery.OfSigned of -> signed(state, campaign, of.receipt(), claimant, now);
    };
  }

  private static Reply signed(
      State state, CampaignState campaign, Receipt receipt, @Nullable Claimant claimant, long now) {
    int claim = claimant == null ? -1 : ClaimAnswers.find(campaign, claimant);
    Quarantine aside = state.quarantine;
    boolean good = receipt.epoch() < aside.epoch() && !aside.released(receipt.epoch(), now);
    return new ProofReply.Signed(
        receipt,
        claim < 0 ? 0 : campaign.claims.position(claim),
        good && !campaign.isSettled() ? aside.redeemUntilMillis() : 0,
        state.position());
  }

  private static Reply receipt(
      CampaignState campaign, ProofQuery.OfReceipt of, @Nullable Claimant claimant) {
    int claim = claimant == null ? -1 : ClaimAnswers.find(campaign, claimant);
    if (claimant == null || claim < 0) {
      return ClaimAnswers.unknown();
    }
    return new ProofReply.Receipt(
        (Reply.Claimed) Answers.claim(campaign, claim, claimant),
        campaign.seal.names(of.user(), of.key()));
  }
}
